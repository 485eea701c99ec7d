package io.pharmatrace.custody.application;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and says in the log what is told late, or was refused and kept, and does not count as if
 * it had been told in time. Thread-safe.
 */
@Singleton
final class LateMisses {
  private static final Logger LOG = LoggerFactory.getLogger(LateMisses.class);

  private static final String COUNTER = "pharmatrace.custody.late.missed";

  private final MeterRegistry metrics;

  LateMisses(MeterRegistry metrics) {
    this.metrics = metrics;
    for (Reason reason : Reason.values()) {
      metrics.counter(COUNTER, "reason", reason.text());
    }
  }

  /** Why. */
  enum Reason {
    /** The transaction, or the document, has spent enough on what is told late. */
    EFFORT("enough was spent on what is told late: the present decides"),
    /** It concerns too many units or too much text. */
    SIZE("what an event concerns that is told late is too much to be applied anew"),
    /** Others had locked what it concerns. */
    IN_USE("what is told late cannot be put in its place: others use what it concerns"),
    /** It failed for a reason that nobody foresaw. */
    FAULT("what is told late cannot be put in its place"),
    /** Kept ends do not count: something of their units was declared to be in error. */
    IN_ERROR("refused ends are left out: something was declared to be in error"),
    /** Kept ends do not count: some of their units are void or archived. */
    CLOSED("refused ends are left out: units are void or archived"),
    /** Kept ends do not count: what was accepted does not fit together, or not with them. */
    NO_FIT("refused ends are left out: they do not fit with what was accepted"),
    /** More was kept than is looked at. */
    CUT("more was refused of what a late event concerns than is looked at"),
    /** What was refused is not kept, or not for as long: it is too long or too much. */
    NOT_KEPT("a refused event is not kept: it is too long, or of too many the oldest");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Counts one, and says so once in a transaction or document. */
  void note(Reason reason, LateEffort effort) {
    count(reason);
    if (effort.isFirst(reason)) {
      LOG.warn("{} (counted as {})", reason.words, reason.text());
    }
  }

  /** Counts what failed, and says so. */
  void note(Reason reason, RuntimeException cause) {
    count(reason);
    LOG.warn("{} (counted as {})", reason.words, reason.text(), cause);
  }

  private void count(Reason reason) {
    metrics.counter(COUNTER, "reason", reason.text()).increment();
  }
}
