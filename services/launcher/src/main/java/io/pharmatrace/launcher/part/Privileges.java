package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What this user may do. */
public final class Privileges {
  private static final List<String> NEW_USER_NAMESPACE = List.of("unshare", "-U");

  private Privileges() {}

  /** Whether this process runs as root. */
  public static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the user of this process", e);
    }
  }

  /** Whether a process can be put into a user namespace of its own. */
  public static boolean hasUserNamespaces() {
    try {
      Process process =
          new ProcessBuilder("unshare", "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What goes before PostgreSQL's commands. It refuses to run as root; in a new user namespace root
   * is nobody to the program, and still root to the files.
   *
   * @throws Failure for root on a machine without user namespaces
   */
  static List<String> dropForPostgres() {
    if (!isRoot()) {
      return List.of();
    }
    if (!hasUserNamespaces()) {
      throw new Failure(
          "PostgreSQL cannot start",
          "it refuses to run as root, and this machine permits no user namespaces (unshare -U)",
          "Run ./pharmatrace as an ordinary user, or set kernel.unprivileged_userns_clone=1 and"
              + " user.max_user_namespaces above 0.");
    }
    return NEW_USER_NAMESPACE;
  }
}
