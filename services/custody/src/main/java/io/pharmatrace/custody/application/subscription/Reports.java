package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Writes what a subscriber is told: an EPCISQueryDocument in JSON-LD. Thread-safe. */
@Singleton
class Reports {
  private final Organisations organisations;

  Reports(Organisations organisations) {
    this.organisations = organisations;
  }

  byte[] report(Subscription subscription, List<EventSearch.Seen> events) {
    Envelope envelope =
        new Envelope(
            Envelope.Kind.QUERY_DOCUMENT,
            "2.0",
            OffsetDateTime.now(ZoneOffset.UTC),
            List.of(),
            List.of(),
            List.of(),
            new Envelope.Query(subscription.queryName(), subscription.id().toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EpcisWriter writer =
        EpcisWriter.open(
            Syntax.JSON_LD_2_0, envelope, subscription.epcFormat().spelling(organisations), out)) {
      for (EventSearch.Seen seen : events) {
        writer.write(seen.event().given());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }
}
