package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which application a command talks to. */
public final class ApiOption {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Where the application answers. Default: that of the home.")
  private @Nullable URI api;

  /** The home that was chosen. */
  public Home home() {
    return homeOption.home();
  }

  /**
   * Where it answers.
   *
   * @throws Failure when none is named and the home has none
   */
  public URI url() {
    if (api != null) {
      return api;
    }
    int port =
        new PortBook(home())
            .of("app")
            .orElseThrow(
                () ->
                    new Failure(
                        "There is no application to ask",
                        home().directory() + " never started one",
                        "Run ./pharmatrace up, or say --api URL."));
    return URI.create("http://127.0.0.1:" + port);
  }
}
