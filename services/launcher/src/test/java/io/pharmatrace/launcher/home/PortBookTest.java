package io.pharmatrace.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBookTest {
  @TempDir Path directory;
  private PortBook ports;

  @BeforeEach
  void open() {
    ports = new PortBook(new Home(directory));
  }

  @Test
  void partThatNeverStartedHasNoPort() {
    assertThat(ports.of("kafka")).isEmpty();
  }

  @Test
  void preferredPortIsTakenWhenFree() {
    int free = Ports.free(1).getFirst();

    assertThat(ports.choose("kafka", free)).isEqualTo(free);
  }

  @Test
  void occupiedPortIsReplacedByAnotherAndRemembered() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int chosen = ports.choose("kafka", other.getLocalPort());

      assertThat(chosen).isNotEqualTo(other.getLocalPort());
      assertThat(new PortBook(new Home(directory)).of("kafka")).hasValue(chosen);
    }
  }

  @Test
  void portStaysTheSameFromOneStartToTheNext() {
    int first = Ports.free(1).getFirst();
    ports.remember("kafka", first);

    assertThat(ports.choose("kafka", Ports.free(1).getFirst())).isEqualTo(first);
  }

  @Test
  void partsThatStartSideBySideAllKeepTheirPorts() {
    List<Integer> free = Ports.free(20);

    IntStream.range(0, 20)
        .parallel()
        .forEach(i -> new PortBook(new Home(directory)).choose("part-" + i, free.get(i)));

    assertThat(IntStream.range(0, 20)).allMatch(i -> ports.of("part-" + i).isPresent());
  }

  @Test
  void portOfAPartThatDoesNotRunIsNotGivenToAnother() {
    int free = Ports.free(1).getFirst();
    ports.remember("kafka", free);

    assertThat(ports.choose("controller", free)).isNotEqualTo(free);
  }

  @Test
  void editedFileWithSomethingElseIsRefusedByName() throws IOException {
    Files.writeString(directory.resolve("ports.properties"), "kafka=none");

    assertThatThrownBy(() -> ports.of("kafka")).hasMessageContaining("kafka is no port: none");
  }
}
