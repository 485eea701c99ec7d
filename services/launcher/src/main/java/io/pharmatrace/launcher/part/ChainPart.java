package io.pharmatrace.launcher.part;

import io.pharmatrace.besu.BesuNetwork;
import io.pharmatrace.besu.BesuNode;
import io.pharmatrace.besu.BesuRelease;
import io.pharmatrace.besu.BesuUnavailableException;
import io.pharmatrace.besu.Chain;
import io.pharmatrace.besu.ChainChoice;
import io.pharmatrace.besu.ChainException;
import io.pharmatrace.besu.Chains;
import io.pharmatrace.besu.DevChain;
import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The chain that commitments are sent to: Besu validators, or a development chain. */
public final class ChainPart implements Part {

  /** The chain id (EIP-155) of every chain that is made here. */
  public static final long CHAIN_ID = 1_337;

  private static final Duration NPM_DEADLINE = Duration.ofMinutes(5);

  private final Home home;
  private final ChainPorts ports;
  private final ChainChoice choice;
  private Optional<String> p2pHost = Optional.empty();

  /**
   * Creates the part of a home; starts nothing.
   *
   * @param home it runs in
   * @param choice matters for the first start only; a home stays with its chain
   */
  public ChainPart(Home home, ChainChoice choice) {
    this.home = home;
    this.ports = new ChainPorts(new PortBook(home));
    this.choice = choice;
  }

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public Path log() {
    return programs().getFirst().logFile();
  }

  @Override
  public void start(Progress progress) {
    if (processes().isEmpty()) {
      ports.choose(BesuNode.numbers(besuDirectory()));
    }
    Chains chains = chains(Checkout.current().root());
    installAnvil(progress);
    try {
      Chain chain = chains.choose(choice, progress);
      p2pHost.ifPresent(host -> listenAt(chain, host));
      chain.start(progress);
    } catch (BesuUnavailableException e) {
      throw new Failure(
          "Besu cannot start",
          String.valueOf(e.getMessage()),
          "Set BESU_HOME to a Besu distribution, or use --chain dev.",
          e);
    }
  }

  /**
   * Has validators listen for those of other machines, from the next start on.
   *
   * @param host an IPv4 address of this machine
   */
  public void p2pHost(String host) {
    p2pHost = Optional.of(host);
  }

  private static void listenAt(Chain chain, String host) {
    if (!(chain instanceof BesuNetwork network)) {
      throw new Failure(
          "the chain cannot start",
          "a development chain has no validators that others could reach at " + host,
          "Use --p2p-host with --chain besu.");
    }
    network.listenAt(host);
  }

  @Override
  public void stop(Progress progress) {
    if (!processes().isEmpty()) {
      existing().ifPresent(Chain::stop);
    }
  }

  @Override
  public boolean died() {
    return programs().stream().anyMatch(Ending::died);
  }

  @Override
  public PartHealth health() {
    OptionalInt port = firstPort();
    List<BackgroundProcess> processes = processes();
    Optional<Chain> chain = processes.isEmpty() ? Optional.empty() : existing();
    if (chain.isEmpty()) {
      return PartHealth.stopped(name(), port, Ending.of("the chain", programs().getFirst()));
    }
    long pid = processes.getFirst().pid();
    try {
      Optional<String> problem = chain.get().missing();
      return problem.isPresent()
          ? ill(pid, port, problem.get())
          : PartHealth.healthy(name(), pid, port, describe(chain.get()));
    } catch (ChainException e) {
      return ill(pid, port, String.valueOf(e.getMessage()));
    }
  }

  private PartHealth ill(long pid, OptionalInt port, String problem) {
    return PartHealth.unhealthy(
        name(),
        pid,
        port,
        "the chain makes no blocks as it should: " + problem,
        "Run ./pharmatrace up, which starts what is dead; a node that hangs wants ./pharmatrace"
            + " down first. See ./pharmatrace logs chain.");
  }

  private static String describe(Chain chain) {
    return chain.clientVersion()
        + (chain instanceof DevChain
            ? ", a development chain without consensus"
            : ", QBFT, nodes here: %d".formatted(chain.rpcUrls().size()));
  }

  /** JSON-RPC of every node, whether it runs or not; none when the whole chain is stopped. */
  public List<URI> nodes() {
    return processes().isEmpty() ? List.of() : existing().map(Chain::rpcUrls).orElse(List.of());
  }

  /** JSON-RPC of every node that was ever given an address. */
  public List<URI> everyRpcUrl() {
    return existing().map(Chain::rpcUrls).orElse(List.of());
  }

  /** What can be done with this home's chain, without looking for anvil. */
  public Chains chains() {
    return chains(Path.of(""));
  }

  private OptionalInt firstPort() {
    return ports.ofRpc(BesuNode.numbers(besuDirectory()).getFirst());
  }

  private Optional<Chain> existing() {
    return firstPort().isEmpty() ? Optional.empty() : chains().existing();
  }

  /**
   * The chains of this home.
   *
   * @param project where anvil is; matters for a start only
   */
  private Chains chains(Path project) {
    return new Chains(
        new Chains.Settings(
            project,
            home.data(name()),
            home.software(),
            CHAIN_ID,
            ports::node,
            List.of(),
            BesuRelease.PINNED,
            System.getenv()));
  }

  /** npm brings anvil; the build of the contracts may have left it out. */
  private void installAnvil(Progress progress) {
    Path contracts = Checkout.current().root().resolve("contracts");
    boolean needless =
        choice == ChainChoice.BESU
            || isBesu()
            || System.getenv("ANVIL") != null
            // npm writes this file last.
            || Files.exists(contracts.resolve("node_modules/.package-lock.json"));
    if (!needless) {
      progress.report("installing anvil with npm");
      Foreground.run(
          "npm ci",
          List.of(
              "npm",
              "ci",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund",
              "--prefix",
              contracts.toString()),
          home.logOf("npm"),
          NPM_DEADLINE);
    }
  }

  private List<BackgroundProcess> processes() {
    return programs().stream().map(BackgroundProcess::find).flatMap(Optional::stream).toList();
  }

  /** The programs of the chain that this home began with, for finding them and their logs. */
  private List<Program> programs() {
    if (!isBesu()) {
      return List.of(Program.in("anvil", List.of("anvil"), home.data(name()).resolve("dev")));
    }
    return BesuNode.numbers(besuDirectory()).stream()
        .map(number -> "validator-" + number)
        .map(node -> Program.in(node, List.of("besu"), besuDirectory().resolve(node)))
        .toList();
  }

  private boolean isBesu() {
    return Files.isDirectory(besuDirectory());
  }

  private Path besuDirectory() {
    return home.data(name()).resolve("besu");
  }
}
