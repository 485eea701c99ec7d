package io.pharmatrace.launcher.archive;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads an archive for a person. */
@Command(
    name = "show",
    description = {
      "Says what an archive holds, or the history of one pack in it. Needs no server.",
      "Exit code: 0 done, 1 no archive or no such pack, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "An archive, GTIN_LOT.jsonl.gz.")
  private Path file = Path.of("");

  @Option(names = "--serial", paramLabel = "S", description = "Serial number of the pack.")
  private @Nullable String serial;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (serial == null) {
      History.summary(file, spec.commandLine().getOut());
    } else {
      new History(file).of(serial, spec.commandLine().getOut());
    }
    return 0;
  }
}
