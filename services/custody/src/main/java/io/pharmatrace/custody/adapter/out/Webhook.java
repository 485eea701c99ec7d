package io.pharmatrace.custody.adapter.out;

import io.pharmatrace.custody.application.subscription.Receiver;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.platform.webhook.Delivery;
import io.pharmatrace.platform.webhook.Webhooks;
import jakarta.inject.Singleton;
import java.util.Map;

/** Posts reports to the subscribers' addresses. Thread-safe. */
@Singleton
public final class Webhook implements Receiver {
  private static final Map<String, String> VERSIONS =
      Map.of("GS1-EPCIS-Version", "2.0.0", "GS1-CBV-Version", "2.0.0");

  private final Webhooks webhooks;

  Webhook(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public Delivery send(Subscription subscription, byte[] report) {
    String dest = subscription.dest();
    return dest == null
        ? new Delivery.Failed("there is no dest to call")
        : webhooks.post(dest, subscription.signatureToken(), report, VERSIONS);
  }
}
