package io.pharmatrace.besu.doctor;

import io.pharmatrace.besu.ChainException;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what is wrong with a chain by asking its nodes; changes nothing. Looks for at most {@link
 * #LOOK} and the time of its answers.
 */
public final class ChainDoctor {
  /**
   * How long a head may stand: a dead validator costs about 3 s at its turn, more on a busy
   * machine.
   */
  static final Duration LOOK = Duration.ofSeconds(12);

  private final List<URI> urls;
  private final Expected expected;

  /**
   * Creates a doctor; asks nothing yet.
   *
   * @param urls JSON-RPC over HTTP, one address a node
   * @param expected what the chain should be like
   */
  public ChainDoctor(List<URI> urls, Expected expected) {
    this.urls = List.copyOf(urls);
    this.expected = expected;
  }

  /**
   * Looks once.
   *
   * @return what is wrong, the cause before what follows from it; empty when nothing is
   */
  public List<ChainFinding> examine() {
    List<ChainFinding> findings = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (URI url : urls) {
      Node node = Node.at(url);
      try {
        node.rpc().chainId();
        nodes.add(node);
      } catch (ChainException e) {
        findings.add(silent(url, e));
      }
    }
    try {
      if (!nodes.isEmpty()) {
        examine(nodes, findings);
      }
    } catch (ChainException e) {
      // A node that answered a moment ago: it ended meanwhile, or is overloaded.
      findings.add(silent(nodes.getFirst().url(), e));
    }
    return findings;
  }

  private void examine(List<Node> nodes, List<ChainFinding> findings) {
    NonceGaps before = NonceGaps.look(nodes, expected.senders());
    nodes.forEach(node -> chainId(node).ifPresent(findings::add));
    genesis(nodes).ifPresent(findings::add);
    findings.addAll(heads(nodes));
    peers(nodes).ifPresent(findings::add);
    findings.addAll(new GasCheck(nodes).all());
    nodes.forEach(node -> ForkCheck.of(node).ifPresent(findings::add));
    findings.addAll(contracts(nodes));
    findings.addAll(NonceGaps.look(nodes, expected.senders()).still(before, expected.senders()));
  }

  private static ChainFinding silent(URI url, ChainException e) {
    return new ChainFinding(
        Code.NODE_SILENT,
        e.isAnswer() ? url + ": " + e.getMessage() : url + " does not answer",
        "Run ./pharmatrace up, which starts what is dead; see its log (./pharmatrace logs chain).");
  }

  private Optional<ChainFinding> chainId(Node node) {
    long id = node.rpc().chainId();
    return id == expected.chainId()
        ? Optional.empty()
        : Optional.of(
            new ChainFinding(
                Code.WRONG_CHAIN_ID,
                "%s has chain id %d, not %d".formatted(node.url(), id, expected.chainId()),
                "Another network listens there: give the right address in pharmatrace.chain.rpc-url,"
                    + " or end that program. Nothing is sent to a wrong chain."));
  }

  private static Optional<ChainFinding> genesis(List<Node> nodes) {
    Map<String, URI> firstWith = new HashMap<>();
    nodes.forEach(
        node ->
            node.block("0x0")
                .ifPresent(b -> firstWith.putIfAbsent(b.path("hash").asText(), node.url())));
    return firstWith.size() < 2
        ? Optional.empty()
        : Optional.of(
            new ChainFinding(
                Code.GENESIS_DIFFERS,
                "nodes have different first blocks: " + firstWith,
                "Give all nodes the same genesis file; a node that began with another one is to"
                    + " lose its data directory first."));
  }

  /** All heads are watched together, so that a healthy chain takes one block of time. */
  private static List<ChainFinding> heads(List<Node> nodes) {
    Map<Node, Long> first = new HashMap<>();
    HashSet<Node> advanced = new HashSet<>();
    nodes.forEach(node -> first.put(node, node.rpc().headNumber()));
    try {
      Await.until(
          "new blocks",
          LOOK,
          Progress.SILENT,
          () -> {
            nodes.stream()
                .filter(node -> !advanced.contains(node))
                .filter(node -> node.rpc().headNumber() > first.getOrDefault(node, 0L))
                .forEach(advanced::add);
            return advanced.size() == nodes.size() ? Optional.empty() : Optional.of("no block");
          });
      return List.of();
    } catch (DeadlineExceededException e) {
      return nodes.stream()
          .filter(node -> !advanced.contains(node))
          .map(node -> standing(node, first.getOrDefault(node, 0L), advanced.isEmpty()))
          .toList();
    }
  }

  private static ChainFinding standing(Node node, long head, boolean everywhere) {
    return new ChainFinding(
        Code.NO_BLOCKS,
        "%s made no block in %d s and stands at %d".formatted(node.url(), LOOK.toSeconds(), head),
        everywhere
            ? "Two thirds of the validators, rounded up, must run and see each other (of four, three):"
                + " run ./pharmatrace up; if all run, stop and start them (./pharmatrace down, up)."
            : "The others go on, so this one hangs or is cut off: restart it (./pharmatrace down,"
                + " up).");
  }

  /** Peers that are silent themselves have a finding already. */
  private Optional<ChainFinding> peers(List<Node> nodes) {
    int validators = nodes.getFirst().validators().size();
    int silent = urls.size() - nodes.size();
    List<String> lonely = new ArrayList<>();
    for (Node node : nodes) {
      node.ask("net_peerCount")
          .map(JsonRpc::quantity)
          .filter(peers -> peers < validators - 1 - silent)
          .ifPresent(peers -> lonely.add("%d at %s".formatted(peers, node.url())));
    }
    return lonely.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChainFinding(
                Code.TOO_FEW_PEERS,
                "each of %d validators should have %d peers, and there are %s; with fewer than %d no block is made"
                    .formatted(
                        validators,
                        validators - 1,
                        String.join(", ", lonely),
                        Math.ceilDiv(2 * validators, 3) - 1),
                "Start the validators that are down (./pharmatrace up); after a start they find each"
                    + " other within a minute. If all run: each needs the"
                    + " others in static-nodes.json and permissions_config.toml, and their p2p ports"
                    + " open between machines."));
  }

  private List<ChainFinding> contracts(List<Node> nodes) {
    List<ChainFinding> findings = new ArrayList<>();
    expected
        .contracts()
        .forEach(
            (name, address) -> {
              List<String> without =
                  nodes.stream()
                      .filter(node -> hasNoCode(node, address))
                      .map(node -> node.url().toString())
                      .toList();
              if (!without.isEmpty()) {
                findings.add(missing(name, address, without));
              }
            });
    return findings;
  }

  private static boolean hasNoCode(Node node, String address) {
    return node.rpc().call("eth_getCode", address, "latest").asText().length() <= 2;
  }

  private static ChainFinding missing(String name, String address, List<String> without) {
    return new ChainFinding(
        Code.CONTRACT_MISSING,
        "there is no %s at %s on %s".formatted(name, address, String.join(", ", without)),
        "The chain lost its blocks, is another one, or is still catching up: wait for its head, else"
            + " restore the chain that this installation began with. A development chain gets its"
            + " contracts again by itself.");
  }
}
