package io.pharmatrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.acceptance.Launcher.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskIT {
  private static final int MEGABYTES = 1_500;

  @Test
  void fullDiskIsNamedByStatusAndWorkResumesByItselfWhenThereIsRoom(@TempDir Path directory)
      throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory, MEGABYTES)) {
      Launcher launcher = new Launcher(directory.resolve("home"));
      try {
        Result up = launcher.run("up", "--chain=dev");
        assertThat(up.code()).as(up.output()).isZero();
        Company company = new Company(new Api(launcher));
        assertThat(company.commission("DISKBEFORE")).isTrue();

        disk.fill();
        commissionUntilTheBrokerEnds(company, launcher);
        Result full = launcher.run("status");
        disk.free();
        launcher.awaitHealthy();

        assertThat(full.code()).isEqualTo(1);
        assertThat(full.output()).contains("is full: 0 MB are left").contains("kafka     STOPPED");
        assertThat(company.commission("DISKAFTER")).isTrue();
        for (String serial : new String[] {"DISKBEFORE", "DISKAFTER"}) {
          awaitAnchored(company, serial);
        }
      } finally {
        launcher.run("down");
      }
    }
  }

  /** What is commissioned now may be refused, or stored in room that a server had set aside. */
  private static void commissionUntilTheBrokerEnds(Company company, Launcher launcher) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class) // the application may be unable to answer
        .until(
            () -> {
              company.commission("DISKFULL" + System.nanoTime());
              return launcher.part("kafka").path("state").asText().equals("stopped");
            });
  }

  private static void awaitAnchored(Company company, String serial) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(company.anchoring(serial)).isEqualTo("anchored"));
  }
}
