package io.pharmatrace.besu;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Four validators that run for each test, of {@link FakeBesu}. */
abstract class FakeNetwork {
  @TempDir Path directory;
  private final List<Integer> ports = Ports.free(16);

  @SuppressWarnings("NullAway.Init")
  BesuSettings settings;

  @SuppressWarnings("NullAway.Init")
  Validators validators;

  @BeforeEach
  void start() throws IOException {
    settings =
        new BesuSettings(
            FakeBesu.distribution(directory.resolve("fake-besu")),
            directory.resolve("network"),
            4711,
            List.of(node(1), node(2), node(3), node(4)),
            List.of());
    validators = new Validators(settings, this::node);
    network().start(Progress.SILENT);
  }

  @AfterEach
  void kill() {
    network().kill();
  }

  final BesuNode node(int number) {
    return new BesuNode(number, ports.get(number - 1), ports.get(number + 7));
  }

  static String address(int number) {
    return "0x" + Integer.toHexString(number).repeat(40);
  }

  final BesuNetwork network() {
    return new BesuNetwork(
        settings.withNodes(
            BesuNode.numbers(settings.directory()).stream().map(this::node).toList()));
  }
}
