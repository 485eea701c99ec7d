package io.pharmatrace.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.part.PartHealth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final PartHealth RUNS =
      PartHealth.healthy("postgres", 42, OptionalInt.of(54320), "PostgreSQL 17.11");
  private static final PartHealth STOPPED =
      PartHealth.stopped("kafka", OptionalInt.empty(), "the broker does not run");

  @Test
  void healthyWhenEveryPartIs() {
    assertThat(status(RUNS).healthy()).isTrue();
    assertThat(status(RUNS).toText()).startsWith("PharmaTrace runs.");
  }

  @Test
  void stoppedPartIsNamedWithItsCure() {
    Status status = status(RUNS, STOPPED);

    assertThat(status.healthy()).isFalse();
    assertThat(status.toText())
        .startsWith("PharmaTrace is not well.")
        .contains("kafka     STOPPED    the broker does not run")
        .contains("-> Run ./pharmatrace up, unless a running supervisor");
  }

  @Test
  void fullDiskIsNamedThoughEveryPartStillRuns() {
    Status status = new Status(Path.of("/home"), List.of(RUNS), Optional.of("the disk is full"));

    assertThat(status.healthy()).isFalse();
    assertThat(status.toText()).contains("the disk is full").contains("Free some space");
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    JsonNode json = JsonMapper.builder().build().readTree(status(RUNS, STOPPED).toJson());

    assertThat(json.path("healthy").asBoolean()).isFalse();
    assertThat(json.at("/parts/0/pid").asLong()).isEqualTo(42);
    assertThat(json.at("/parts/0/port").asInt()).isEqualTo(54320);
    assertThat(json.at("/parts/1/state").asText()).isEqualTo("stopped");
    assertThat(json.at("/parts/1/pid").isNull()).isTrue();
    assertThat(json.at("/parts/1/cure").asText()).contains("./pharmatrace up");
  }

  private static Status status(PartHealth... parts) {
    return new Status(Path.of("/home"), List.of(parts), Optional.empty());
  }
}
