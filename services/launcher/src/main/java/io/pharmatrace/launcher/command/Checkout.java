package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The checkout that the launcher was built from. */
final class Checkout {
  private Checkout() {}

  /** Its top directory, told by the script. */
  static Path root() {
    @Nullable String root = System.getProperty("pharmatrace.root");
    if (root == null) {
      throw new Failure(
          "the launcher does not know its checkout",
          "it was started without -Dpharmatrace.root",
          "Use the script ./pharmatrace.");
    }
    return Path.of(root);
  }
}
