package io.pharmatrace.verification.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.webhook.Delivery;
import io.pharmatrace.platform.webhook.Webhooks;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Posts to a webhook all that waits for it, in reports of a bounded size. Thread-safe. */
@Singleton
public final class WebhookReports {
  private static final int MOST = 100;

  /** What is posted; positions say in which order it happened. */
  @Serdeable
  record Report(List<AlertNotice> alerts, List<RecallNotice> recalls) {
    static Report of(List<Notice> notices) {
      return new Report(only(notices, AlertNotice.class), only(notices, RecallNotice.class));
    }

    private static <T> List<T> only(List<Notice> notices, Class<T> type) {
      return notices.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  private final NoticeQueue queue;
  private final AlertWebhooks webhooks;
  private final Webhooks client;
  private final Json json;

  WebhookReports(NoticeQueue queue, AlertWebhooks webhooks, Webhooks client, Json json) {
    this.queue = queue;
    this.webhooks = webhooks;
    this.client = client;
    this.json = json;
  }

  /**
   * Posts, and gives the lease back.
   *
   * @param webhook on which the caller has a lease
   */
  public void post(AlertWebhooks.Leased webhook) {
    long position = webhook.position();
    int most = MOST;
    while (true) {
      List<Notice> notices = queue.after(webhook.organisation(), position, most);
      if (notices.isEmpty()) {
        webhooks.done(webhook);
        return;
      }
      byte[] body = json.write(Report.of(notices)).getBytes(UTF_8);
      switch (client.post(webhook.url(), webhook.token(), body, Map.of())) {
        case Delivery.Taken _ -> {
          position = notices.getLast().position();
          webhooks.taken(webhook, position);
        }
        case Delivery.TooLarge _ when notices.size() > 1 -> most = notices.size() / 2;
        case Delivery.TooLarge _ -> {
          webhooks.failed(webhook, "the address finds even a single notice too large");
          return;
        }
        case Delivery.Failed(String reason) -> {
          webhooks.failed(webhook, reason);
          return;
        }
      }
    }
  }
}
