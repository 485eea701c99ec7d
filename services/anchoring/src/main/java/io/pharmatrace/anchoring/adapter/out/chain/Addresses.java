package io.pharmatrace.anchoring.adapter.out.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses of nodes of one chain. One is used until it does not answer, or its head stands while
 * it answers, as that of a validator that hangs does, or it is behind what was seen, as one that
 * syncs for hours is; then the next. Thread-safe.
 */
final class Addresses {
  private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

  private final List<HttpUrl> all;
  private final Duration patience;
  private int used;
  private long head = -1;
  private Instant since = Instant.now();

  /**
   * Addresses.
   *
   * @param urls http or https, with commas between them
   * @param patience how long a head may stand
   */
  Addresses(String urls, Duration patience) {
    this.all = Arrays.stream(urls.split(",", -1)).map(url -> HttpUrl.get(url.strip())).toList();
    this.patience = patience;
  }

  /** The one in use. */
  synchronized HttpUrl current() {
    return all.get(used);
  }

  /** This one does not answer; does nothing when another is in use by now. */
  synchronized void failed(HttpUrl address) {
    if (address.equals(current())) {
      next("does not answer");
    }
  }

  /** The one in use lacks blocks that were seen before. */
  synchronized void behind() {
    next("is behind");
  }

  /** The number of the newest block, as the one in use tells it. */
  synchronized void seen(long newest) {
    if (newest > head) {
      head = newest;
      since = Instant.now();
    } else if (Duration.between(since, Instant.now()).compareTo(patience) > 0) {
      next("stands at block " + head);
    }
  }

  private void next(String why) {
    if (all.size() == 1) {
      return;
    }
    HttpUrl before = current();
    used = (used + 1) % all.size();
    head = -1;
    since = Instant.now();
    LOG.warn("the node at {} {}; {} is asked from now on", before, why, current());
  }
}
