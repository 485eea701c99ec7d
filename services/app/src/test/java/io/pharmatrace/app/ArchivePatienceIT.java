package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.testsupport.Infrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A statement about a large batch may take longer than any other. */
class ArchivePatienceIT extends ArchiveTest {
  /** After which others are given up, where an operator sets that. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  @BeforeAll
  static void restart(Infrastructure infrastructure) {
    Path home = app.home();
    app.close();
    String url = infrastructure.postgres().jdbcUrl();
    app =
        RunningApplication.start(
            infrastructure,
            Map.of(
                "pharmatrace.home",
                home.toString(),
                // In the URL it comes before what the configuration says.
                "datasources.default.url",
                url + (url.contains("?") ? "&" : "?") + "socketTimeout=" + SHORT.toSeconds()));
  }

  @Test
  void aRemovalThatTakesLongIsNotCutOff() throws Exception {
    old("SLOW", "SLOW-1");
    Archive archive = download("SLOW");
    assertThatThrownBy(() -> app.bean(Jdbi.class).useHandle(h -> h.execute("SELECT pg_sleep(5)")))
        .as("any other statement")
        .isInstanceOf(JdbiException.class);
    CompletableFuture<Answer> removed;
    try (Handle other = app.bean(Jdbi.class).open().begin()) {
      assertThat(
              other
                  .createQuery("SELECT id FROM custody.unit WHERE serial = 'SLOW-1' FOR UPDATE")
                  .mapTo(Long.class)
                  .list())
          .hasSize(1);
      removed = CompletableFuture.supplyAsync(() -> remove("SLOW", archive.digest()));
      Thread.sleep(SHORT.plusSeconds(3));
      assertThat(removed).isNotDone();
      other.rollback();
    }
    assertThat(removed.join().status()).isEqualTo(200);
    assertThatThrownBy(() -> app.bean(Jdbi.class).useHandle(h -> h.execute("SELECT pg_sleep(5)")))
        .as("the same connections afterwards")
        .isInstanceOf(JdbiException.class);
  }
}
