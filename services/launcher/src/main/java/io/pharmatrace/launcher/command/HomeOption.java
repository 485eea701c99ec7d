package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.home.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that every command has: which home it works on. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where everything is written: data, logs, secrets. Default: $PHARMATRACE_HOME, else var/ of"
              + " the checkout.")
  private @Nullable Path directory;

  /** The home that was chosen. */
  public Home home() {
    if (directory != null) {
      return new Home(directory);
    }
    String variable = System.getenv("PHARMATRACE_HOME");
    return new Home(
        variable == null || variable.isBlank()
            ? Checkout.current().root().resolve("var")
            : Path.of(variable));
  }
}
