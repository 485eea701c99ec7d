package io.pharmatrace.anchoring.adapter.in;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.anchoring.application.ChainHead;

/** Gauges of the backlog; what is counted is counted where it happens. */
@Context
final class AnchoringMeters {
  AnchoringMeters(MeterRegistry meters, Backlog backlog, ChainHead head) {
    Gauge.builder("pharmatrace.anchoring.entries.pending", backlog, b -> b.last().pendingEntries())
        .description("Entries not confirmed on chain")
        .register(meters);
    Gauge.builder(
            "pharmatrace.anchoring.commitments.open", backlog, b -> b.last().openCommitments())
        .description("Commitments sealed and not confirmed")
        .register(meters);
    Gauge.builder("pharmatrace.anchoring.recalls.pending", backlog, b -> b.last().pendingRecalls())
        .description("Recalls that are not on the chain's board, those that it refuses included")
        .register(meters);
    Gauge.builder("pharmatrace.anchoring.recalls.refused", backlog, b -> b.last().refusedRecalls())
        .description("Recalls that the chain's board refuses")
        .register(meters);
    Gauge.builder("pharmatrace.anchoring.lag", backlog, b -> b.last().lag().toMillis() / 1000.0)
        .description("Age of the oldest entry not confirmed on chain")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("pharmatrace.chain.block", head, ChainHead::newest)
        .description("Newest block seen")
        .register(meters);
  }
}
