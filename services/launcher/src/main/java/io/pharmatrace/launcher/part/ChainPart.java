package io.pharmatrace.launcher.part;

import io.pharmatrace.besu.Anvil;
import io.pharmatrace.besu.Chain;
import io.pharmatrace.besu.DevChain;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.LogTail;
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

/** The chain that commitments are sent to. */
public final class ChainPart implements Part {
  private static final int PREFERRED_PORT = 8_545;
  private static final long DEV_CHAIN_ID = 1_337;
  private static final Duration NPM_DEADLINE = Duration.ofMinutes(5);

  private final Home home;
  private final PortBook ports;

  /** Creates the part of a home; starts nothing. */
  public ChainPart(Home home) {
    this.home = home;
    this.ports = new PortBook(home);
  }

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public Path log() {
    return directory().resolve("anvil.log");
  }

  @Override
  public void start(Progress progress) {
    ChainKind.DEV.decide(home);
    if (process().isEmpty()) {
      ports.choose(name(), PREFERRED_PORT);
    }
    chain(anvil(progress)).start(progress);
    progress.report(
        "this is a development chain: it has no consensus and proves nothing to others");
  }

  @Override
  public void stop(Progress progress) {
    if (process().isPresent()) {
      chain(Path.of("anvil")).stop();
    }
  }

  @Override
  public PartHealth health() {
    OptionalInt port = ports.of(name());
    Optional<BackgroundProcess> process = process();
    if (process.isEmpty()) {
      String fault = LogTail.lastFault(log()).map(": "::concat).orElse("");
      return PartHealth.stopped(name(), port, "the chain does not run" + fault);
    }
    Chain chain = chain(Path.of("anvil"));
    return chain
        .missing()
        .map(
            problem ->
                PartHealth.unhealthy(
                    name(),
                    process.get().pid(),
                    port,
                    "the chain runs but is of no use: " + problem,
                    "See ./pharmatrace logs chain; ./pharmatrace down, then up, starts it anew."))
        .orElseGet(
            () ->
                PartHealth.healthy(
                    name(),
                    process.get().pid(),
                    port,
                    chain.clientVersion() + " (development chain)"));
  }

  /** Where JSON-RPC is reached. */
  public URI rpcUrl() {
    return chain(Path.of("anvil")).rpcUrls().getFirst();
  }

  /**
   * The chain as it is or was.
   *
   * @param anvil matters for a start only
   */
  private Chain chain(Path anvil) {
    return new DevChain(
        new DevChain.Settings(anvil, directory(), ports.of(name()).orElseThrow(), DEV_CHAIN_ID));
  }

  /** npm brings anvil; the build of the contracts may have left it out. */
  private Path anvil(Progress progress) {
    Path contracts = Checkout.current().root().resolve("contracts");
    if (!Files.isDirectory(contracts.resolve("node_modules")) && System.getenv("ANVIL") == null) {
      progress.report("installing anvil with npm");
      Foreground.run(
          "npm ci",
          List.of("npm", "ci", "--no-audit", "--no-fund", "--prefix", contracts.toString()),
          home.logOf("npm"),
          NPM_DEADLINE);
    }
    return Anvil.find(Checkout.current().root(), System.getenv());
  }

  private Optional<BackgroundProcess> process() {
    return BackgroundProcess.find(Program.in("anvil", List.of("anvil"), directory()));
  }

  private Path directory() {
    return home.data(name());
  }
}
