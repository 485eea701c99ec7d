package io.pharmatrace.testsupport;

import io.pharmatrace.besu.ChainException;
import io.pharmatrace.besu.DevChain;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.process.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A development chain in a container, with the arguments of the product's own. Its image is made
 * here ({@code local-images/make}) from the same npm package.
 */
final class ContainerChain extends OneContainer implements TestChain {
  private static final String IMAGE = "pharmatrace-test-chain";
  private static final int PORT = 8545;
  private static final long CHAIN_ID = 1337;
  private static final long UNSEEN = -1;

  private final JsonRpc rpc;
  private final URI url;
  private long first = UNSEEN;

  ContainerChain() {
    this(Ports.free(1).getFirst());
  }

  private ContainerChain(int published) {
    super(
        IMAGE,
        PORT,
        published,
        Map.of(),
        DevChain.arguments("0.0.0.0", PORT, CHAIN_ID, Path.of("/chain/state.json")));
    url = URI.create("http://127.0.0.1:" + published);
    rpc = new JsonRpc(url);
  }

  /** Met once the head has advanced since the first look after a start. */
  @Override
  Optional<String> missing() {
    try {
      long head = rpc.headNumber();
      if (first == UNSEEN) {
        first = head;
      }
      if (head <= first) {
        return Optional.of("its head stands at block " + head);
      }
      first = UNSEEN;
      return Optional.empty();
    } catch (ChainException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
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
