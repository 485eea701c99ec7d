package io.pharmatrace.verification.adapter.in;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.verification.application.AlertWebhooks;
import io.pharmatrace.verification.application.NoticeQueue;
import io.pharmatrace.verification.application.WebhookReports;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three loops: one gives notices their order; one posts them, to many webhooks at a time, so that a
 * slow one holds up no other; one forgets old ones.
 */
@Context
final class NoticeLoops {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeLoops.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int AT_ONCE = 32;

  private final NoticeQueue queue;
  private final AlertWebhooks webhooks;
  private final WebhookReports reports;
  private final Loops loops;
  private final Duration keep;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  NoticeLoops(
      NoticeQueue queue,
      AlertWebhooks webhooks,
      WebhookReports reports,
      Loops loops,
      @Value("${pharmatrace.verification.keep-notices:90d}") Duration keep) {
    this.keep = keep;
    this.queue = queue;
    this.webhooks = webhooks;
    this.reports = reports;
    this.loops = loops;
  }

  @PostConstruct
  void start() {
    loops.start("alert-notices", PAUSE, queue::place);
    loops.start("old-alert-notices", Duration.ofHours(1), () -> queue.removeOlderThan(keep));
    loops.start("alert-webhooks", PAUSE, this::post, threads::shutdownNow);
  }

  private boolean post() {
    if (!free.tryAcquire()) {
      return false;
    }
    Optional<AlertWebhooks.Leased> leased;
    try {
      leased = webhooks.lease();
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    if (leased.isEmpty()) {
      free.release();
      return false;
    }
    threads.execute(() -> post(leased.get()));
    return true;
  }

  private void post(AlertWebhooks.Leased webhook) {
    try {
      reports.post(webhook);
    } catch (RuntimeException e) {
      // Tried again when the lease has run out.
      LOG.warn("the webhook of organisation {} could not be told", webhook.organisation(), e);
    } finally {
      free.release();
    }
  }
}
