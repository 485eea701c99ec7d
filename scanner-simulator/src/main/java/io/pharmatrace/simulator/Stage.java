package io.pharmatrace.simulator;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes a play at a pace and tells how far it is, once a second. */
final class Stage {
  /**
   * How long the repeatable play takes in its own time; it ends now, so that nothing lies ahead.
   */
  private static final Duration STORY = Duration.ofHours(30);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Scanners scanners;
  private final ScanPublisher publisher;
  private final PrintStream progress;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private long nextReport = System.nanoTime();

  Stage(Scanners scanners, ScanPublisher publisher, PrintStream progress, Clock clock) {
    this.scanners = scanners;
    this.publisher = publisher;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Publishes all reads, with times spread over the past 30 hours.
   *
   * @param run begins every scan id
   */
  void playOnce(Play play, String run, double scansPerSecond) {
    int total = play.total();
    Instant end = clock.instant();
    Duration step = STORY.dividedBy(Math.max(1, total));
    progress.println("Playing " + total + " scans.");
    int sent = 0;
    Pace pace = new Pace(scansPerSecond);
    for (Optional<Read> read = play.next(); read.isPresent(); read = play.next()) {
      pace.await(stop);
      Instant at = end.minus(step.multipliedBy(total - sent - 1));
      publisher.send(scanners.message(read.get(), id(run, sent), at));
      sent++;
      report(read.get(), sent + " of " + total);
    }
    publisher.flush();
    progress.println("Published " + sent + " scans to topic " + ScanPublisher.TOPIC + ".");
  }

  /** Publishes reads as they happen, until the process is told to end (SIGTERM, Ctrl-C). */
  void playUntilStopped(Play play, String run, double scansPerSecond) {
    Thread player = Thread.currentThread();
    Thread hook = new Thread(() -> stopAndWait(player), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    progress.println("Playing until stopped, " + scansPerSecond + " scans a second.");
    int sent = 0;
    Pace pace = new Pace(scansPerSecond);
    while (pace.await(stop)) {
      Read read = play.next().orElseThrow();
      publisher.send(scanners.message(read, id(run, sent), clock.instant()));
      sent++;
      report(read, String.valueOf(sent));
    }
    publisher.flush();
    progress.println("Stopped after " + sent + " scans.");
  }

  private void stopAndWait(Thread player) {
    stop.countDown();
    try {
      player.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String id(String run, int number) {
    return String.format(Locale.ROOT, "%s-%07d", run, number);
  }

  private void report(Read read, String count) {
    if (System.nanoTime() - nextReport >= 0) {
      nextReport = System.nanoTime() + SECOND;
      String place = scanners.site(read.reader()).name();
      progress.println("Scan " + count + ": " + read.bizStep() + " at " + place);
    }
  }

  /** Lets a given number of scans a second pass; after a delay it catches up. */
  private static final class Pace {
    private final double interval;
    private final long start = System.nanoTime();
    private long passed;

    Pace(double scansPerSecond) {
      this.interval = SECOND / scansPerSecond;
    }

    /** Waits for the next turn; false when the play is to end. */
    boolean await(CountDownLatch stop) {
      long wait = start + (long) (passed++ * interval) - System.nanoTime();
      try {
        return !stop.await(wait, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
