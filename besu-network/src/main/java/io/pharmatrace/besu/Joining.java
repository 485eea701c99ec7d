package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Makes the node with which this home takes part in a network that another home founded. It follows
 * the chain, and is no validator until those of the network vote it in ({@link Validators#admit} of
 * their homes). Starts nothing.
 */
public final class Joining {
  /**
   * The network, as its members told us.
   *
   * @param genesis their genesis file, which is taken as it is
   * @param enodes of their nodes, at least one
   * @param networkFile what {@code ./pharmatrace evidence network} prints there
   * @param recallBoard address of their RecallBoard
   * @param p2pHost IPv4 address of this machine at which they reach it; empty for loopback
   */
  public record Network(
      Path genesis,
      List<String> enodes,
      Path networkFile,
      Optional<String> recallBoard,
      Optional<String> p2pHost) {
    /** Fixes the list. */
    public Network {
      enodes = List.copyOf(enodes);
    }
  }

  /**
   * What they have to know of our node.
   *
   * @param address by which they vote for it
   * @param enode by which they permit it
   */
  public record Joined(String address, String enode) {}

  private final BesuSettings settings;
  private final BesuValidator node;

  Joining(BesuSettings settings) {
    this.settings = settings;
    this.node = new BesuValidator(settings, settings.nodes().getFirst());
  }

  /**
   * Makes it. The genesis file comes last, and a call that was cut short is repeated.
   *
   * @throws ProcessFailedException when this home has a network, or the other one cannot be ours to
   *     live on, with what is wrong
   */
  public Joined join(Network network, Progress progress) {
    Path ours = settings.genesisFile();
    if (Files.exists(ours) && Unfinished.of(settings.directory()).isEmpty()) {
      throw new ProcessFailedException(
          settings.directory()
              + " holds a network already; another one is joined by another home (--home)");
    }
    check(network);
    Unfinished.begin(settings.directory(), "./pharmatrace chain join " + network.genesis);
    network.p2pHost.ifPresent(host -> P2pHost.set(settings, host));
    if (!Files.exists(node.directory().resolve("key"))) {
      new BesuKeys(settings).makeOne(node, progress);
    }
    try {
      Files.write(settings.directory().resolve(Permitted.NODES), network.enodes);
      Contracts.told(network.networkFile, network.recallBoard).write(settings.directory());
      Files.copy(network.genesis, ours, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + settings.directory(), e);
    }
    Unfinished.end(settings.directory());
    return new Joined(node.address(), node.enode());
  }

  private void check(Network network) {
    GenesisFile genesis = GenesisFile.read(network.genesis);
    List<String> problems = genesis.problems(settings.chainId());
    if (!problems.isEmpty()) {
      throw new ProcessFailedException(
          "this network cannot be joined: " + String.join("; ", problems));
    }
    Contracts.told(network.networkFile, network.recallBoard).refuseUnless(genesis);
    if (network.enodes.isEmpty()) {
      throw new ProcessFailedException("name at least one node of the network by its enode URL");
    }
    for (String enode : network.enodes) {
      if (!enode.matches(Permitted.ENODE)) {
        throw new ProcessFailedException(
            "an enode URL is enode://, 128 hexadecimal digits, @, address and port, not " + enode);
      }
      if (network.p2pHost.isEmpty() && !enode.contains("@127.")) {
        throw new ProcessFailedException(
            "%s is another machine, which cannot reach this one on loopback: say --p2p-host ADDRESS"
                .formatted(enode.substring(enode.indexOf('@') + 1)));
      }
    }
  }
}
