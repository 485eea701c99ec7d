package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events whose words of the standard are spelled as Web URIs, for writing XML that way. */
public final class WebTerms {
  private WebTerms() {}

  /** The event in that spelling; XML writes every other one with URNs. */
  public static EpcisEvent of(EpcisEvent event) {
    CommonFields c = event.common();
    @Nullable ErrorDeclaration error =
        Optional.ofNullable(c.errorDeclaration())
            .map(
                e ->
                    new ErrorDeclaration(
                        e.declarationTime(),
                        web(e.reason()),
                        e.correctiveEventIds(),
                        e.extensions()))
            .orElse(null);
    @Nullable PersistentDisposition persistent =
        Optional.ofNullable(c.persistentDisposition())
            .map(p -> new PersistentDisposition(all(p.set()), all(p.unset())))
            .orElse(null);
    CommonFields common =
        new CommonFields(
            c.eventTime(),
            c.eventTimeZoneOffset(),
            c.recordTime(),
            c.eventId(),
            c.certificationInfo(),
            error,
            web(c.bizStep()),
            web(c.disposition()),
            persistent,
            c.readPoint(),
            c.bizLocation(),
            c.bizTransactions().stream()
                .map(t -> new BizTransaction(web(t.type()), t.id()))
                .toList(),
            ends(c.sources()),
            ends(c.destinations()),
            c.sensorElements(),
            c.extensions());
    return EventChange.with(event, common);
  }

  private static List<SourceOrDestination> ends(List<SourceOrDestination> ends) {
    return ends.stream()
        .map(
            e ->
                new SourceOrDestination(new Term(e.type().vocabulary(), e.type().webUri()), e.id()))
        .toList();
  }

  private static List<Term> all(List<Term> terms) {
    return terms.stream().map(t -> new Term(t.vocabulary(), t.webUri())).toList();
  }

  private static @Nullable Term web(@Nullable Term term) {
    return term == null ? null : new Term(term.vocabulary(), term.webUri());
  }
}
