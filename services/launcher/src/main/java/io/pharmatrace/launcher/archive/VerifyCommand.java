package io.pharmatrace.launcher.archive;

import io.pharmatrace.launcher.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds archives against their manifests. */
@Command(
    name = "verify",
    description = {
      "Reads every archive in a directory and holds it against its manifest. Needs no server.",
      "Exit code: 0 all are whole, 1 something is not, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Where the archives are.")
  private Path directory = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> manifests = Archiving.manifests(directory).toList();
    int bad = 0;
    for (Path path : manifests) {
      Manifest manifest = Manifest.read(path);
      try {
        manifest.check(directory);
        out.println(
            manifest.batch()
                + (manifest.archived() == null
                    ? ": whole; not known to be removed from the server, run archive run again"
                    : ": whole, archived " + manifest.archived()));
      } catch (Failure damaged) {
        bad++;
        out.println(manifest.batch() + ": " + damaged.getMessage());
      }
    }
    out.println("%d archives, %d damaged".formatted(manifests.size(), bad));
    return bad == 0 && !manifests.isEmpty() ? 0 : 1;
  }
}
