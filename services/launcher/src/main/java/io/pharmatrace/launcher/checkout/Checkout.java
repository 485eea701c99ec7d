package io.pharmatrace.launcher.checkout;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkout that the launcher was built from.
 *
 * @param root its top directory
 */
public record Checkout(Path root) {

  /** The checkout that the script {@code ./pharmatrace} told of. */
  public static Checkout current() {
    @Nullable String root = System.getProperty("pharmatrace.root");
    if (root == null) {
      throw new Failure(
          "the launcher does not know its checkout",
          "it was started without -Dpharmatrace.root",
          "Use the script ./pharmatrace.");
    }
    return new Checkout(Path.of(root));
  }

  /**
   * The class path of a module with a main: its jar and what {@code package} put into its
   * target/lib (docs/adr/0003).
   *
   * @param module directory below the root, as in "services/app"
   * @return the module's own jar first, the others by name
   * @throws Failure when it is not built
   */
  public List<Path> classPath(String module) {
    Path target = root.resolve(module).resolve("target");
    Path own = own(target, Path.of(module).getFileName().toString());
    Path lib = target.resolve("lib");
    if (!Files.exists(own) || !Files.isDirectory(lib)) {
      throw new Failure(
          module + " cannot be started",
          own + " is not built",
          "Run ./pharmatrace up, which builds.");
    }
    List<Path> jars = new ArrayList<>(List.of(own));
    try (Stream<Path> files = Files.list(lib)) {
      files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + lib, e);
    }
    return jars;
  }

  /** Maven's usual name, or the module's alone where its POM says so. */
  private static Path own(Path target, String module) {
    Path plain = target.resolve(module + ".jar");
    return Files.exists(plain)
        ? plain
        : target.resolve(module + "-" + Versions.of("version") + ".jar");
  }
}
