package io.pharmatrace.launcher.chain;

import io.pharmatrace.launcher.part.ChainPart;
import io.pharmatrace.launcher.part.Parts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps the keys of the validators. */
@Command(
    name = "backup",
    description = {
      "Copies genesis file, validators' keys and permissions into a new directory; not the blocks,"
          + " which a node gets from the others. The keys in it are not encrypted.",
      "Exit code: 0 done, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(paramLabel = "DIR", description = "Does not exist yet, or is empty.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    ChainPart chain = Parts.of(change.home()).chain();
    int keys = chain.chains().backup().backup(directory.toAbsolutePath(), chain.everyRpcUrl());
    change
        .out()
        .println("%d keys are in %s; keep it as secret as the keys.".formatted(keys, directory));
    return 0;
  }
}
