package io.pharmatrace.testsupport;

import io.pharmatrace.besu.BesuNetwork;
import io.pharmatrace.besu.BesuNode;
import io.pharmatrace.besu.BesuRelease;
import io.pharmatrace.besu.Chain;
import io.pharmatrace.besu.ChainChoice;
import io.pharmatrace.besu.Chains;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The product's own chain, on free ports: anvil, or Besu where the environment asks for it. */
final class EmbeddedChain implements TestChain {
  private static final long CHAIN_ID = 1337;

  private final Chain chain;
  private boolean running;

  /**
   * Chooses the chain.
   *
   * @param environment PHARMATRACE_TEST_CHAIN ({@code dev}, the default, or {@code besu}), and
   *     BESU_HOME or ANVIL
   * @throws ProcessFailedException when Besu is asked for and BESU_HOME names none: a test run
   *     downloads nothing, and never takes another chain instead
   */
  EmbeddedChain(Path directory, Map<String, String> environment) {
    ChainChoice choice = wanted(environment);
    if (choice == ChainChoice.BESU && environment.getOrDefault("BESU_HOME", "").isBlank()) {
      throw new ProcessFailedException(
          "tests on Besu need a distribution, and BESU_HOME names none");
    }
    List<Integer> ports = Ports.free(2 * 4);
    chain =
        new Chains(
                new Chains.Settings(
                    project(),
                    directory,
                    directory.resolve("distributions"),
                    CHAIN_ID,
                    number -> new BesuNode(number, ports.get(number - 1), ports.get(number + 3)),
                    List.of(),
                    BesuRelease.PINNED,
                    environment))
            .choose(choice, Progress.SILENT);
  }

  /** Which chain a test run asks for. */
  static ChainChoice wanted(Map<String, String> environment) {
    return ChainChoice.parse(environment.getOrDefault("PHARMATRACE_TEST_CHAIN", "dev"));
  }

  @Override
  public boolean hasValidators() {
    return chain instanceof BesuNetwork;
  }

  @Override
  public synchronized void killOneValidator() {
    if (!(chain instanceof BesuNetwork network)) {
      throw new IllegalStateException("a development chain has no validators");
    }
    network.killOne();
    // So that start() brings it back.
    running = false;
  }

  @Override
  public URI rpcUrl() {
    return chain.rpcUrls().getFirst();
  }

  @Override
  public long chainId() {
    return CHAIN_ID;
  }

  @Override
  public synchronized void start() {
    if (!running) {
      chain.start(Progress.SILENT);
      running = true;
    }
  }

  @Override
  public synchronized void stop() {
    chain.stop();
    running = false;
  }

  @Override
  public synchronized void kill() {
    chain.kill();
    running = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** The project's top directory: the nearest one above with the Maven wrapper. */
  static Path project() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
      at = at.getParent();
    }
    throw new ProcessFailedException("tests of PharmaTrace run inside its directory");
  }
}
