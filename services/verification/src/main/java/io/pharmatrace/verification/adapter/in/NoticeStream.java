package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.sse.Event;
import io.pharmatrace.platform.Json;
import io.pharmatrace.verification.application.Notice;
import io.pharmatrace.verification.application.NoticeQueue;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The notices of one organisation behind a position, as they come, as server-sent events (HTML
 * Living Standard, section 9.2). Ends after some minutes, so that who may listen no more is told no
 * more; a listener comes back by itself, with the id of the last event. For one subscriber.
 */
final class NoticeStream implements Publisher<Event<String>> {
  private static final int BATCH = 100;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final NoticeQueue queue;
  private final NoticePositions positions;
  private final Json json;
  private final UUID organisation;
  private final long start;
  private final Runnable begun;
  private final Runnable ended;

  NoticeStream(
      NoticeQueue queue,
      NoticePositions positions,
      Json json,
      UUID organisation,
      long start,
      Runnable begun,
      Runnable ended) {
    this.queue = queue;
    this.positions = positions;
    this.json = json;
    this.organisation = organisation;
    this.start = start;
    this.begun = begun;
    this.ended = ended;
  }

  @Override
  public void subscribe(Subscriber<? super Event<String>> subscriber) {
    Telling telling = new Telling(subscriber);
    subscriber.onSubscribe(telling);
    begun.run();
    Thread.ofVirtual().name("alert-stream").start(telling);
  }

  /** Tells one subscriber what it asks for; each blocks a virtual thread of its own. */
  private final class Telling implements Subscription, Runnable {
    private final Subscriber<? super Event<String>> subscriber;
    private final long end = System.nanoTime() + LIFE.toNanos();
    private long wanted;
    private boolean cancelled;
    private long position = start;
    private long lastSent = System.nanoTime();

    Telling(Subscriber<? super Event<String>> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public synchronized void request(long n) {
      wanted = n > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + n;
      notifyAll();
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      notifyAll();
    }

    @Override
    public void run() {
      try {
        // Who has had no notice yet comes back with this id and misses none in between.
        alive();
        while (goesOn()) {
          List<Notice> notices =
              positions.last(organisation) > position
                  ? queue.after(organisation, position, BATCH)
                  : List.of();
          for (Notice notice : notices) {
            Event<String> event = Event.of(json.write(notice));
            send(event.id(String.valueOf(notice.position())).name(notice.subject()));
            position = notice.position();
          }
          if (notices.isEmpty()) {
            rest();
          }
        }
        complete();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // The listener comes back and goes on where it was.
        subscriber.onError(e);
      } finally {
        ended.run();
      }
    }

    private synchronized boolean goesOn() {
      return !cancelled && System.nanoTime() < end;
    }

    private void complete() {
      if (System.nanoTime() >= end) {
        subscriber.onComplete();
      }
    }

    /** What is never written to never learns that the listener has gone. */
    private void rest() throws InterruptedException {
      if (System.nanoTime() - lastSent > SILENCE.toNanos()) {
        alive();
      } else {
        Thread.sleep(POLL);
      }
    }

    private void alive() throws InterruptedException {
      send(Event.of("{}").id(String.valueOf(position)).name("alive"));
    }

    private void send(Event<String> event) throws InterruptedException {
      synchronized (this) {
        while (wanted == 0 && !cancelled) {
          wait();
        }
        if (cancelled) {
          return;
        }
        wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
      }
      subscriber.onNext(event);
      lastSent = System.nanoTime();
    }
  }
}
