package io.pharmatrace.launcher.archive;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Archives batches. */
@Command(
    name = "run",
    description = {
      "Downloads the history of batches into a directory, checks what is on the disk, and has the"
          + " server remove it. May be interrupted at any time: run it again and it goes on.",
      "Exit code: 0 done, 1 failed, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Where archives go; back it up.")
  private Path output = Path.of("");

  @Option(names = "--dry-run", description = "Only says what it would archive.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One batch or all. */
  static final class Which {
    @Option(
        names = "--batch",
        paramLabel = "GTIN/LOT",
        converter = BatchConverter.class,
        description = "This batch alone.")
    private @Nullable Batch batch;

    @Option(names = "--all-due", description = "All that are due.")
    private boolean allDue;
  }

  /** Reads what names a batch. */
  static final class BatchConverter implements ITypeConverter<Batch> {
    @Override
    public Batch convert(String text) {
      try {
        return Batch.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Server server = options.server();
    @Nullable Batch one = which.batch;
    if (dryRun) {
      List<Server.Due> due = one == null ? server.due(true) : server.due(one);
      due.forEach(each -> out.println(ListCommand.line(each)));
      out.println(due.size() + " to archive; nothing was changed.");
      return 0;
    }
    Archiving archiving =
        new Archiving(
            server,
            output,
            options.user(),
            line -> {
              out.println(line);
              out.flush();
            });
    if (which.allDue) {
      out.println(archiving.allDue() + " archived.");
    } else if (one != null) {
      archiving.archive(one);
    }
    return 0;
  }
}
