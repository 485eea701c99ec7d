package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.context.annotation.Context;
import io.pharmatrace.custody.adapter.in.TopicReader;
import io.pharmatrace.custody.adapter.out.Webhook;
import io.pharmatrace.custody.application.Offsets;
import io.pharmatrace.custody.application.Transactions;
import io.pharmatrace.custody.application.subscription.Matching;
import io.pharmatrace.custody.application.subscription.Notifier;
import io.pharmatrace.custody.application.subscription.Queue;
import io.pharmatrace.custody.application.subscription.Receiver;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.KafkaClients;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two loops: one reads topic {@code custody-events} and notes who is to be told of what; the other
 * tells, many subscribers at a time, so that a slow one holds up no other.
 */
@Context
final class SubscriptionLoops {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionLoops.class);
  private static final int BATCH = 500;
  private static final int AT_ONCE = 32;

  /** Of one organisation, so that its slow subscribers hold up nobody else's. */
  private static final int AT_ONCE_OF_ONE = 8;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TopicReader reader;
  private final Matching matching;
  private final Queue queue;
  private final Notifier notifier;
  private final Webhook webhook;
  private final EventSockets sockets;
  private final Loops loops;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Map<UUID, Integer> telling = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  SubscriptionLoops(
      KafkaClients kafka,
      Transactions transactions,
      Offsets offsets,
      Matching matching,
      Queue queue,
      Notifier notifier,
      Webhook webhook,
      EventSockets sockets,
      Loops loops) {
    this.reader =
        new TopicReader(
            kafka, transactions, offsets, Topics.CUSTODY_EVENTS, "subscriptions", BATCH);
    this.matching = matching;
    this.queue = queue;
    this.notifier = notifier;
    this.webhook = webhook;
    this.sockets = sockets;
    this.loops = loops;
  }

  @PostConstruct
  void start() {
    loops.start("subscription-matching", Duration.ofMillis(1), this::match, reader::close);
    loops.start("subscription-reports", PAUSE, this::tell, threads::shutdownNow);
  }

  private boolean match() throws Exception {
    try {
      List<ConsumerRecord<String, byte[]>> records = reader.poll();
      if (!records.isEmpty()) {
        List<String> announcements = records.stream().map(TopicReader::text).toList();
        reader.store(records, handle -> matching.match(handle, announcements));
      }
      return true;
    } catch (Exception e) {
      reader.close();
      throw e;
    }
  }

  private boolean tell() {
    sockets.keepAlive();
    if (!free.tryAcquire()) {
      return false;
    }
    Optional<Subscription> leased;
    try {
      leased = queue.lease(sockets.open(), busy());
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    if (leased.isEmpty()) {
      free.release();
      return false;
    }
    telling.merge(leased.get().organisation(), 1, Integer::sum);
    threads.execute(() -> tell(leased.get()));
    return true;
  }

  private List<UUID> busy() {
    return telling.entrySet().stream()
        .filter(each -> each.getValue() >= AT_ONCE_OF_ONE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void tell(Subscription subscription) {
    Receiver receiver = subscription.dest() == null ? sockets : webhook;
    try {
      notifier.tell(subscription, receiver);
    } catch (RuntimeException e) {
      // Tried again when the lease has run out.
      LOG.warn("subscription {} could not be told", subscription.id(), e);
    } finally {
      telling.computeIfPresent(subscription.organisation(), (_, n) -> n == 1 ? null : n - 1);
      free.release();
    }
  }
}
