package io.pharmatrace.launcher.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** System properties on the command line of a Java program. */
final class SystemProperties {
  private SystemProperties() {}

  /** As arguments of {@code java}. */
  static List<String> options(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(each -> "-D" + each.getKey() + "=" + each.getValue())
        .toList();
  }

  /**
   * Whether a process was started with all of these. The system is asked (proc(5)): a file of ours
   * could be older than the process.
   *
   * @throws UncheckedIOException when it is no process any more
   */
  static boolean areOf(long pid, Map<String, String> properties) {
    try {
      String arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return List.of(arguments.split("\0")).containsAll(options(properties));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see how process " + pid + " was started", e);
    }
  }
}
