package io.pharmatrace.launcher.archive;

import io.pharmatrace.launcher.command.ApiOption;
import io.pharmatrace.launcher.home.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which application a command talks to, and as whom. */
final class ServerOptions {
  @Mixin private ApiOption api = new ApiOption();

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
    return new Server(api.url(), user, password());
  }

  private String password() {
    Path file =
        passwordFile == null ? new Secrets(api.home()).file("admin-password") : passwordFile;
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the password in " + file, e);
    }
  }
}
