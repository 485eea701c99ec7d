package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.LogTail;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.Parts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the end of one log or of each. */
@Command(
    name = "logs",
    description = "Prints the end of the log of one part, or of each.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  private static final int MOST_LINES = 1_000_000;
  private static final long PAUSE_MILLISECONDS = 250;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(arity = "0..1", paramLabel = "PART", description = "Which part; default: all.")
  private @Nullable String part;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "COUNT",
      defaultValue = "50",
      description = "How many lines; default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on printing what is added, until interrupted. Needs PART.")
  private boolean follow;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = homeOption.home();
    Parts parts = Parts.of(home);
    if (count < 0 || count > MOST_LINES) {
      throw usage("--lines is 0 to " + MOST_LINES);
    }
    if (part == null) {
      if (follow) {
        throw usage("--follow needs the name of one part");
      }
      parts.all().forEach(each -> print(each.log(), "==> " + each.log() + " <=="));
      return 0;
    }
    Path log = logOf(part, parts);
    if (!Files.exists(log)) {
      throw new Failure(
          "no log of " + part, log + " does not exist", "It is written by ./pharmatrace up.");
    }
    long end = Files.size(log);
    print(log, null);
    if (follow) {
      follow(log, end);
    }
    return 0;
  }

  private Path logOf(String name, Parts parts) {
    return parts.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(Part::log)
        .orElseThrow(
            () ->
                usage(
                    "there is no part '%s'; the parts are %s"
                        .formatted(name, String.join(", ", parts.names()))));
  }

  private void print(Path log, @Nullable String title) {
    if (title != null && Files.exists(log)) {
      spec.commandLine().getOut().println(title);
    }
    LogTail.lines(log, count).forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
  }

  private void follow(Path log, long from) throws IOException, InterruptedException {
    long position = from;
    while (true) {
      long size = Files.exists(log) ? Files.size(log) : 0;
      if (size < position) {
        position = 0; // the log was begun anew
      }
      if (size > position) {
        byte[] added = new byte[(int) Math.min(size - position, 1_000_000)];
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
          file.seek(position);
          file.readFully(added);
        }
        position += added.length;
        spec.commandLine().getOut().print(new String(added, StandardCharsets.UTF_8));
        spec.commandLine().getOut().flush();
      }
      Thread.sleep(PAUSE_MILLISECONDS);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
