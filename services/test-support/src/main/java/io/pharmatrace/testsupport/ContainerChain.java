package io.pharmatrace.testsupport;

import io.pharmatrace.besu.AdvancingHead;
import io.pharmatrace.besu.Anvil;
import io.pharmatrace.besu.DevChain;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A development chain in a container, with program and arguments of the product's own. Nobody
 * publishes an image of it: it is built here, of Debian and the anvil that npm brings.
 */
final class ContainerChain extends OneContainer implements TestChain {
  private static final String IMAGE = "pharmatrace-test-chain:latest";
  private static final String BASE = "debian:trixie-slim";
  private static final int PORT = 8545;
  private static final long CHAIN_ID = 1337;

  private final URI url;

  ContainerChain() {
    this(Ports.free(1).getFirst());
  }

  private ContainerChain(int published) {
    super(
        IMAGE,
        image(),
        PORT,
        published,
        Map.of(),
        DevChain.arguments("0.0.0.0", PORT, CHAIN_ID, Path.of("/chain/state.json")));
    url = URI.create("http://127.0.0.1:" + published);
  }

  private static Future<String> image() {
    String anvil = "/usr/local/bin/anvil";
    return new ImageFromDockerfile(IMAGE, false)
        .withFileFromPath("anvil", Anvil.find(EmbeddedChain.project(), System.getenv()))
        .withDockerfileFromBuilder(
            file -> file.from(BASE).copy("anvil", anvil).workDir("/chain").entryPoint(anvil));
  }

  @Override
  Await.Condition ready() {
    return new AdvancingHead(url);
  }

  @Override
  public URI rpcUrl() {
    return url;
  }

  @Override
  public long chainId() {
    return CHAIN_ID;
  }

  @Override
  public boolean hasValidators() {
    return false;
  }

  @Override
  public void killOneValidator() {
    throw new IllegalStateException("a development chain has no validators");
  }
}
