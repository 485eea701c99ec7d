package io.pharmatrace.launcher.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.command.ApiOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a bundle. */
@Command(
    name = "get",
    description = {
      "Fetches the evidence bundle of an event (its author and regulators get it) or of a pack's custody"
          + " (who has it, and regulators), as it is, into a new file.",
      "A token in $PHARMATRACE_TOKEN says who asks; without one, --user logs in.",
      "Exit code: 0 done, 1 failed or refused, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..2",
      paramLabel = "HASH|GTIN SERIAL",
      hideParamSyntax = true,
      description = "The 64 digits of an event's hash; or the 14 digits and the serial of a pack.")
  private List<String> subject = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the bundle goes; is not there yet.")
  private Path output = Path.of("");

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "Also fetches the network file, to be compared with one from elsewhere.")
  private @Nullable Path network;

  @Option(
      names = "--unit",
      paramLabel = "URI",
      description = "Of an event: this unit of it alone (its Digital Link URI), and no document.")
  private @Nullable String unit;

  @Option(names = "--user", paramLabel = "NAME", description = "Logs in as NAME.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password of --user.")
  private @Nullable Path passwordFile;

  @Mixin private ApiOption api = new ApiOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String path = path();
    Download server = new Download(api.url());
    String token = token(server);
    write(output, server.get(path, token));
    if (network != null) {
      write(network, server.get(NetworkCommand.PATH, token));
    }
    return 0;
  }

  private String path() {
    String first = subject.getFirst();
    if (subject.size() == 1 && first.matches("[0-9a-f]{64}")) {
      return "/api/v1/events/%s/evidence%s"
          .formatted(first, unit == null ? "" : "?unit=" + encoded(unit));
    }
    if (subject.size() == 2 && first.matches("[0-9]{14}") && unit == null) {
      return "/api/v1/packs/%s/%s/evidence".formatted(first, encoded(subject.getLast()));
    }
    throw new ParameterException(
        spec.commandLine(),
        "Give the 64 digits of an event's hash (and --unit), or the 14 digits of a GTIN and a serial.");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private String token(Download server) {
    String token = System.getenv("PHARMATRACE_TOKEN");
    if (user == null && token != null && !token.isBlank()) {
      return token.strip();
    }
    if (user == null || passwordFile == null) {
      throw new ParameterException(
          spec.commandLine(), "Set PHARMATRACE_TOKEN, or give --user and --password-file.");
    }
    try {
      return server.login(user, Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the password in " + passwordFile, e);
    }
  }

  private void write(Path file, byte[] content) {
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      spec.commandLine().getErr().println("%s: %d bytes".formatted(file, content.length));
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          file + " is not written", "it is there already", "Name another, or remove it.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
