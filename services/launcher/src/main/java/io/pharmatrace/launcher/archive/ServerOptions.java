package io.pharmatrace.launcher.archive;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.command.HomeOption;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which application a command talks to, and as whom. */
final class ServerOptions {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Where the application answers. Default: that of the home.")
  private @Nullable URI api;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who asks; removing takes an administrator. Default: ${DEFAULT-VALUE}.")
  private String user = "admin";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password. Default: that of the home's administrator.")
  private @Nullable Path passwordFile;

  /** Who asks. */
  String user() {
    return user;
  }

  /** The application, not logged in yet. */
  Server server() {
    return new Server(api == null ? ofHome(homeOption.home()) : api, user, password());
  }

  private static URI ofHome(Home home) {
    int port =
        new PortBook(home)
            .of("app")
            .orElseThrow(
                () ->
                    new Failure(
                        "There is no application to ask",
                        home.directory() + " never started one",
                        "Run ./pharmatrace up, or say --api URL."));
    return URI.create("http://127.0.0.1:" + port);
  }

  private String password() {
    Path file =
        passwordFile == null ? new Secrets(homeOption.home()).file("admin-password") : passwordFile;
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the password in " + file, e);
    }
  }
}
