package io.pharmatrace.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of this machine. */
public final class Ports {
  private Ports() {}

  /**
   * Ports of the loopback address that nobody listens on. Another program may still take one before
   * the caller does.
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
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
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

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release port " + socket.getLocalPort(), e);
    }
  }
}
