package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class SharedDatabaseIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @Test
  void twoProcessesMayAnchorTheSameLogs(Infrastructure infrastructure, @TempDir Path home)
      throws Exception {
    try (Installation one = Installation.start(infrastructure, home, Map.of());
        Installation two = Installation.start(infrastructure, home, Map.of());
        ExecutorService appenders = Executors.newFixedThreadPool(4)) {
      UUID first = one.newOrganisation("manufacturer");
      UUID second = two.newOrganisation("distributor");
      List<Future<List<Long>>> ofFirst = new ArrayList<>();
      List<Future<List<Long>>> ofSecond = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Installation through = i % 2 == 0 ? one : two;
        ofFirst.add(appenders.submit(() -> through.append(first, 7)));
        ofSecond.add(appenders.submit(() -> through.append(second, 3)));
      }
      List<Long> entriesOfFirst = join(ofFirst);
      List<Long> entriesOfSecond = join(ofSecond);

      await()
          .atMost(DEADLINE)
          .until(() -> one.anchored(entriesOfFirst) == 280 && two.anchored(entriesOfSecond) == 120);

      LogAssert.assertWhole(one, first, entriesOfFirst);
      LogAssert.assertWhole(two, second, entriesOfSecond);
      assertThat(one.count("SELECT count(*) FROM anchoring.relay")).isEqualTo(1);
    }
  }

  private static List<Long> join(List<Future<List<Long>>> parts) throws Exception {
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> part : parts) {
      all.addAll(part.get());
    }
    return all;
  }
}
