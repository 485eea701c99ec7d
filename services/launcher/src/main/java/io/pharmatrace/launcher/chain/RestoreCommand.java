package io.pharmatrace.launcher.chain;

import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Parts;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings validators' keys back. */
@Command(
    name = "restore",
    description = {
      "Puts what chain backup copied into a home that has no chain yet; ./pharmatrace up starts it.",
      "Refuses when one of the validators is seen running, for two with one key must never run, and says"
          + " which nodes told what. A node of the backup that does not answer may rest, or be out of"
          + " reach: make sure of it yourself. A node of --node has to tell.",
      "Refuses keys of a whole quorum, too: without blocks they would begin a second chain.",
      "Exit code: 0 done, 1 failed or refused."
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(paramLabel = "DIR", description = "What chain backup made.")
  private Path directory = Path.of("");

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "JSON-RPC of another node of the chain, which is asked who proposed blocks of late; may be"
              + " repeated.")
  private List<URI> nodes = new ArrayList<>();

  @Option(
      names = "--force",
      description = "Also keys of a quorum: when you have the blocks, or the chain is lost.")
  private boolean force;

  @Override
  public Integer call() {
    change.home().create();
    try (HomeLock _ = HomeLock.take(change.home(), () -> {})) {
      int keys =
          Parts.of(change.home())
              .chain()
              .chains()
              .backup()
              .restore(directory.toAbsolutePath(), nodes, force, change.progress());
      change
          .out()
          .println(
              ("%d keys are restored; ./pharmatrace up --chain besu starts them. Blocks come from"
                      + " nodes that have them.")
                  .formatted(keys));
    }
    return 0;
  }
}
