package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.RecalledProduct;
import io.pharmatrace.anchoring.application.RecallComparison;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry and the board know of recalls is compared, in both directions. */
@PharmaTraceInfrastructure
class RecallComparisonIT {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @Test
  void whatOnlyOneSideHasIsNamed(Infrastructure infrastructure) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID maker = installation.newOrganisation("manufacturer");
      String same = RecalledProduct.newGtin();
      String chainOnly = RecalledProduct.newGtin();
      String refused = "09521101000009";
      RecalledProduct.recall(installation, maker, same, null);
      long forgotten = RecalledProduct.recall(installation, maker, chainOnly, "FR");
      awaitDeclared(installation, same, chainOnly);
      assertThat(compared(installation).missing()).isEmpty();
      assertThat(compared(installation).unknown()).isEmpty();

      installation
          .jdbi()
          .useHandle(h -> h.execute("DELETE FROM registry.recall WHERE id = ?", forgotten));
      long waiting = RecalledProduct.recall(installation, maker, refused, null);
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  installation.count(
                          "SELECT count(*) FROM anchoring.recall WHERE refused IS NOT NULL")
                      == 1);
      assertThat(compared(installation).missing()).as("within the first minute").isEmpty();
      installation
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "UPDATE anchoring.recall SET taken_up = now() - interval '2 minutes'"
                          + " WHERE id = ?",
                      waiting));

      RecallComparison.Compared compared = compared(installation);
      assertThat(compared.missing()).containsExactly("GTIN 09521101000009 batch A1 (NotEntitled)");
      assertThat(compared.missingCount()).isEqualTo(1);
      assertThat(compared.unknown())
          .singleElement()
          .asString()
          .matches("GTIN %s batch A1 in FR \\(block \\d+\\)".formatted(chainOnly));
      assertThat(compared.unknownCount()).isEqualTo(1);
      assertThat(compared.declared()).isEqualTo(2);
    }
  }

  private static RecallComparison.Compared compared(Installation installation) {
    installation.get(RecallComparison.class).compare();
    return installation.get(RecallComparison.class).last();
  }

  private static void awaitDeclared(Installation installation, String... gtins) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery("SELECT gtin FROM anchoring.declared")
                                .mapTo(String.class)
                                .set()
                                .containsAll(List.of(gtins))));
  }
}
