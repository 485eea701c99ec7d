package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.testsupport.Infrastructure;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is owed to a webhook survives the end of the process. */
class AlertRestartIT extends AlertTest {
  private final Infrastructure infrastructure;

  AlertRestartIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @Test
  void whatWaitsForAWebhookIsPostedAfterARestart() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      subscriber.refusals.set(Integer.MAX_VALUE);
      assertThat(
              app.put(
                      MAKER,
                      "/api/v1/alert-webhook",
                      "{\"url\":\"%s\"}".formatted(subscriber.address()))
                  .status())
          .isEqualTo(204);
      pack("RESTART");
      verify(OUTSIDER, "RESTART", "");
      String alert = alert(OUTSIDER, "RESTART").path("id").asText();
      String home = app.home().toString();
      app.close();
      subscriber.refusals.set(0);
      app = RunningApplication.start(infrastructure, Map.of("pharmatrace.home", home));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  subscriber.reports.stream()
                      .anyMatch(
                          report -> report.document().findValuesAsText("alert").contains(alert)));
    }
  }
}
