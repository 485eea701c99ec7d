package io.pharmatrace.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemPropertiesTest {
  private static final Map<String, String> STARTED =
      Map.of("pharmatrace.chain.rpc-url", "http://127.0.0.1:8545", "other", "a b");

  @Test
  void aProcessIsKnownByWhatItWasStartedWith() throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of("/bin/sh", "-c", "read line", "sh"),
                SystemProperties.options(STARTED).stream())
            .toList();
    Process process = new ProcessBuilder(command).start();
    try {
      assertThat(SystemProperties.areOf(process.pid(), STARTED)).isTrue();
      assertThat(SystemProperties.areOf(process.pid(), Map.of("other", "a b"))).isTrue();
      assertThat(
              SystemProperties.areOf(
                  process.pid(), Map.of("pharmatrace.chain.rpc-url", "http://127.0.0.1:8546")))
          .isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
