package io.pharmatrace.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
  private static final int FIRST = 10_000;

  /** Linux gives out what is above to outgoing connections, other systems begin higher. */
  private static final int LAST = 32_767;

  private static final int MOST_TRIES = 10_000;

  private Ports() {}

  /**
   * Ports of the loopback address that nobody listens on, and that no outgoing connection is given
   * while a server is down. Another program may still take one before the caller does.
   *
   * @param count how many, 1 to 100
   * @return different ports
   */
  public static List<Integer> free(int count) {
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException("between 1 and 100 ports, not " + count);
    }
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_TRIES && sockets.size() < count; i++) {
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
        listen(port).ifPresent(sockets::add);
      }
      if (sockets.size() < count) {
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  /**
   * Whether a port of the loopback address can be listened on.
   *
   * @param port 1 to 65535
   * @return false when another program has it
   */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<ServerSocket> listen(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      return Optional.empty(); // Somebody has it.
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release port " + socket.getLocalPort(), e);
    }
  }
}
