package io.pharmatrace.launcher.part;

import io.pharmatrace.besu.BesuNode;
import io.pharmatrace.launcher.home.PortBook;
import java.util.Collection;
import java.util.OptionalInt;

/** Where the nodes of a home's chain listen, by the number of the node from 1. */
final class ChainPorts {
  private static final int PREFERRED_RPC_PORT = 8_545;
  private static final int PREFERRED_P2P_PORT = 30_303;

  private final PortBook book;

  ChainPorts(PortBook book) {
    this.book = book;
  }

  /** Gives nodes that are about to start ports that are free: those they had, if they are. */
  void choose(Collection<Integer> numbers) {
    for (int number : numbers) {
      book.choose(rpc(number), PREFERRED_RPC_PORT + number - 1);
      book.choose(p2p(number), PREFERRED_P2P_PORT + number - 1);
    }
  }

  /** Where JSON-RPC of a node is; empty when it was never given a port. */
  OptionalInt ofRpc(int number) {
    return book.of(rpc(number));
  }

  /** The node of a number. One that is new gets its ports here; others keep theirs. */
  BesuNode node(int number) {
    return new BesuNode(
        number,
        port(rpc(number), PREFERRED_RPC_PORT + number - 1),
        port(p2p(number), PREFERRED_P2P_PORT + number - 1));
  }

  private int port(String name, int preferred) {
    return book.of(name).orElseGet(() -> book.choose(name, preferred));
  }

  /** The first one's name is from when there was one. */
  private static String rpc(int number) {
    return number == 1 ? "chain" : "chain-rpc-" + number;
  }

  private static String p2p(int number) {
    return "chain-p2p-" + number;
  }
}
