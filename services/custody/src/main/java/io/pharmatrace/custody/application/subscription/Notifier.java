package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.platform.webhook.Delivery;
import jakarta.inject.Singleton;

/** Tells a subscriber all that waits for it, in reports of a bounded size. Thread-safe. */
@Singleton
public class Notifier {
  private static final int MOST_EVENTS = 50;

  private final Queue queue;
  private final Reports reports;

  Notifier(Queue queue, Reports reports) {
    this.queue = queue;
    this.reports = reports;
  }

  /**
   * Tells, and gives the lease back.
   *
   * @param subscription on which the caller has a lease
   */
  public void tell(Subscription subscription, Receiver receiver) {
    int most = MOST_EVENTS;
    boolean empty = subscription.controls().schedule() != null;
    boolean silent = !subscription.controls().reportIfEmpty();
    while (true) {
      Queue.Batch batch = queue.next(subscription, most);
      if (batch.ids().isEmpty() && (!empty || silent)) {
        queue.done(subscription);
        return;
      }
      if (batch.events().isEmpty() && !batch.ids().isEmpty()) {
        queue.told(subscription, batch.ids()); // none of them may be seen any more
        continue;
      }
      empty = false;
      switch (receiver.send(subscription, reports.report(subscription, batch.events()))) {
        case Delivery.Taken _ -> queue.told(subscription, batch.ids());
        case Delivery.TooLarge _ when batch.ids().size() > 1 -> most = batch.ids().size() / 2;
        case Delivery.TooLarge _ -> {
          queue.failed(subscription, "dest finds even a single event too large");
          return;
        }
        case Delivery.Failed(String reason) -> {
          queue.failed(subscription, reason);
          return;
        }
      }
    }
  }
}
