package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.anchoring.application.ChainHead;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.StoppedLogs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.reactivestreams.Publisher;

/**
 * Whether anchoring gets on, and if not, by name: chain, head, refusal, organisation or backlog.
 */
@Singleton
final class AnchoringHealth implements HealthIndicator {
  private static final Duration HEAD_STANDS_STILL = Duration.ofSeconds(20);
  private static final Duration TOO_LONG = Duration.ofSeconds(60);

  private final ChainLink link;
  private final ChainHead head;
  private final StoppedLogs stopped;
  private final Backlog backlog;

  AnchoringHealth(ChainLink link, ChainHead head, StoppedLogs stopped, Backlog backlog) {
    this.link = link;
    this.head = head;
    this.stopped = stopped;
    this.backlog = backlog;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Backlog.Measured measured = backlog.last();
    Map<String, Object> faults = faults(measured);
    Map<String, Object> details = new LinkedHashMap<>(faults);
    details.put("block", head.newest());
    details.put("entriesPending", measured.pendingEntries());
    details.put("commitmentsOpen", measured.openCommitments());
    details.put("recallsPending", measured.pendingRecalls());
    details.put("recallsRefused", measured.refusedRecalls());
    details.put("documentsLost", measured.lostDocuments());
    details.put("lagSeconds", measured.lag().toSeconds());
    return Publishers.just(
        HealthResult.builder("anchoring", faults.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
            .details(details)
            .build());
  }

  private Map<String, Object> faults(Backlog.Measured measured) {
    Map<String, Object> faults = new LinkedHashMap<>();
    link.fault().ifPresent(reason -> faults.put("chain", reason));
    link.ready()
        .flatMap(
            target ->
                target
                    .successor()
                    .map(
                        to ->
                            "ledger frozen: governors ended %s in favour of %s; nothing is committed any more"
                                .formatted(target.contracts().ledger(), to)))
        .ifPresent(reason -> faults.put("ledger", reason));
    if (link.fault().isEmpty() && head.age().compareTo(HEAD_STANDS_STILL) > 0) {
      faults.put(
          "head",
          "the chain stands still at block %d since %d s"
              .formatted(head.newest(), head.age().toSeconds()));
    }
    measured.refused().ifPresent(reason -> faults.put("refused", reason));
    if (measured.lag().compareTo(TOO_LONG) > 0) {
      faults.put(
          "backlog",
          "%d entries wait, the oldest for %d s; %d commitments are open, %d of them not sent"
              .formatted(
                  measured.pendingEntries(),
                  measured.lag().toSeconds(),
                  measured.openCommitments(),
                  measured.unsent()));
    }
    try {
      for (Map.Entry<UUID, String> log : stopped.reasons().entrySet()) {
        faults.put("organisation " + log.getKey(), log.getValue());
      }
    } catch (JdbiException e) {
      faults.put("database", String.valueOf(e.getMessage()));
    }
    return faults;
  }
}
