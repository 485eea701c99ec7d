package io.pharmatrace.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void processThatListensOwnsThePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Listeners.owns(SELF, socket.getLocalPort())).isTrue();
    }
  }

  @Test
  void anotherProcessDoesNot() throws IOException {
    Process other = new ProcessBuilder("sleep", "600").start();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Listeners.owns(other.pid(), socket.getLocalPort())).isFalse();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void portThatNobodyListensOnHasNoOwner() {
    assertThat(Listeners.owns(SELF, Ports.free(1).getFirst())).isFalse();
  }

  @Test
  void processThatEndedOwnsNothing() {
    assertThat(Listeners.owns(4_194_303, 1)).isFalse();
  }
}
