package io.pharmatrace.testsupport;

import io.pharmatrace.besu.Anvil;
import io.pharmatrace.besu.DevChain;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The product's own development chain, on a free port. */
final class EmbeddedChain implements TestChain {
  private static final long CHAIN_ID = 1337;

  private final DevChain chain;
  private boolean running;

  EmbeddedChain(Path directory) {
    Path anvil = Anvil.find(project(), System.getenv());
    chain =
        new DevChain(new DevChain.Settings(anvil, directory, Ports.free(1).getFirst(), CHAIN_ID));
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
  private static Path project() {
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
