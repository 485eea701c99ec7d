package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.Joining;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes part in a network that another home founded. */
@Command(
    name = "join",
    description = {
      "Makes the node of a home that has no chain yet for a network that another home founded: with its"
          + " genesis file as it is, and its contracts. The node follows; it is a validator once those of"
          + " the network voted it in. Starts nothing, and says what to send to whom.",
      "May be repeated after it was cut short. Exit code: 0 done, 1 failed or refused."
    },
    mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Parameters(
      index = "0",
      paramLabel = "GENESIS",
      description = "The network's genesis.json, from data/chain/besu of one of its homes.")
  private Path genesis = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ENODE",
      description = "Nodes of the network, as in enode://KEY@192.0.2.7:30303.")
  private List<String> enodes = new ArrayList<>();

  @Option(
      names = "--contracts",
      paramLabel = "FILE",
      required = true,
      description = "What ./pharmatrace evidence network prints at a home of the network.")
  private Path contracts = Path.of("");

  @Option(
      names = "--recall-board",
      paramLabel = "ADDRESS",
      description =
          "Its RecallBoard: recallBoard of GET /api/v1/chain there. Recalls wait without.")
  private @Nullable String recallBoard;

  @Option(
      names = "--p2p-host",
      paramLabel = "ADDRESS",
      description = "IPv4 address of this machine at which the others reach it; default: loopback.")
  private @Nullable String p2pHost;

  @Override
  public Integer call() {
    change.home().create();
    try (HomeLock _ = HomeLock.take(change.home(), () -> {})) {
      Joining.Joined joined =
          Parts.of(change.home())
              .chain()
              .chains()
              .joining(change.progress())
              .join(
                  new Joining.Network(
                      genesis.toAbsolutePath(),
                      enodes,
                      contracts.toAbsolutePath(),
                      Optional.ofNullable(recallBoard),
                      Optional.ofNullable(p2pHost)),
                  change.progress());
      change.out().println(words(joined));
    }
    return 0;
  }

  static String words(Joining.Joined joined) {
    return """
    This home has a node of the network now. Send to each home that has nodes of it:
      enode    %1$s
      address  %2$s
    1. There, the enode goes into data/chain/besu/permitted-nodes.txt; then ./pharmatrace chain reload.
    2. Here: ./pharmatrace up --chain besu --no-demo. Before 1 it reaches nobody, and gets no block.
    3. When ./pharmatrace chain validators here tells of blocks, more than half of the validators have to
       vote; there: ./pharmatrace chain add %2$s
    Organisations of this home are on chain once the governors of the network have admitted them."""
        .formatted(joined.enode(), joined.address());
  }
}
