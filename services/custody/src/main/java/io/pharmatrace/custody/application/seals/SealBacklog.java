package io.pharmatrace.custody.application.seals;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** How far seals and custody are apart, as last measured. Thread-safe. */
@Singleton
public class SealBacklog {
  /**
   * What was measured.
   *
   * @param waiting changes of units that seals do not follow yet
   * @param ahead units that are further by their seals than custody knows, because custody lost
   *     what happened (docs/adr/0021)
   * @param returned entries that came back from the journal and were not followed
   * @param conflicts units that seals follow no more
   */
  public record Measured(long waiting, long ahead, long returned, long conflicts) {}

  private final Jdbi jdbi;
  private volatile Measured last = new Measured(0, 0, 0, 0);

  SealBacklog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** As last measured; zeros before. */
  public Measured last() {
    return last;
  }

  /** Measures. */
  public void measure() {
    last =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT (SELECT count(*) FROM custody.seal_todo),
                               (SELECT count(*) FROM custody.seal_ahead),
                               (SELECT count(*) FROM custody.seal_returned),
                               (SELECT count(*) FROM custody.sealed WHERE conflict IS NOT NULL)
                        """)
                    .map(
                        (r, c) ->
                            new Measured(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4)))
                    .one());
  }
}
