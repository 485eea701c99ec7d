package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChainIT {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private DevChain.Settings settings;

  @SuppressWarnings("NullAway.Init")
  private DevChain chain;

  @BeforeEach
  void start() {
    settings =
        new DevChain.Settings(
            Anvil.find(PROJECT, System.getenv()), directory, Ports.free(1).getFirst(), 4711);
    chain = new DevChain(settings);
    chain.start(Progress.SILENT);
  }

  @AfterEach
  void stop() {
    chain.kill();
  }

  @Test
  void namesItselfAndItsChainId() {
    assertThat(chain.clientVersion()).startsWith("anvil/");
    assertThat(new JsonRpc(chain.rpcUrls().getFirst()).chainId()).isEqualTo(4711);
    assertThat(chain.missing()).isEmpty();
  }

  @Test
  void goesOnWhereItWasStopped() {
    long head = new JsonRpc(chain.rpcUrls().getFirst()).headNumber();

    new DevChain(settings).stop();
    assertThat(chain.missing()).contains("the development chain does not run");
    chain.start(Progress.SILENT);

    assertThat(new JsonRpc(chain.rpcUrls().getFirst()).headNumber()).isGreaterThan(head);
  }

  @Test
  void refusesAPortThatAnotherProgramHas() {
    DevChain second =
        new DevChain(
            new DevChain.Settings(
                settings.anvil(), directory.resolve("second"), settings.rpcPort(), 4711));

    assertThatThrownBy(() -> second.start(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("another program has port " + settings.rpcPort());
  }
}
