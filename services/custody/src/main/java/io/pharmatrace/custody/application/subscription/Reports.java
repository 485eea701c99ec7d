package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.custody.application.query.EventSearch;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.Spelling;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.registry.Organisations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

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
        EpcisWriter.open(Syntax.JSON_LD_2_0, envelope, spelling(subscription), out)) {
      for (EventSearch.Seen seen : events) {
        writer.write(seen.event());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private UnaryOperator<String> spelling(Subscription subscription) {
    return subscription.epcFormat().equals(Subscription.URN)
        ? Spelling.urn(
            organisations.all().stream()
                .flatMap(o -> o.companyPrefixes().stream())
                .filter(prefix -> prefix.length() >= 6)
                .toList())
        : Spelling.DIGITAL_LINK;
  }
}
