package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Arbitrary valid events with every field of the standard. */
final class Events {
  private Events() {}

  static Arbitrary<EpcisEvent> any() {
    return Arbitraries.oneOf(
        object(), aggregation(), association(), transaction(), transformation());
  }

  private record When(
      OffsetDateTime eventTime,
      String offset,
      @Nullable OffsetDateTime recordTime,
      @Nullable Identifier id) {}

  private record Why(
      @Nullable Term step,
      @Nullable Term disposition,
      @Nullable PersistentDisposition persistent,
      @Nullable ErrorDeclaration error) {}

  private static Arbitrary<CommonFields> common(int minTransactions) {
    Arbitrary<When> when =
        Combinators.combine(
                EventParts.time(),
                Arbitraries.of("+00:00", "-05:00", "+05:45", "+14:00"),
                EventParts.time().injectNull(0.5),
                EventParts.thing().injectNull(0.5))
            .as(When::new);
    Arbitrary<Why> why =
        Combinators.combine(
                EventParts.term(Vocabulary.BIZ_STEP).injectNull(0.2),
                EventParts.term(Vocabulary.DISPOSITION).injectNull(0.2),
                EventParts.persistent().injectNull(0.5),
                EventParts.error().injectNull(0.7))
            .as(Why::new);
    return Combinators.combine(
            when,
            why,
            EventParts.place().injectNull(0.3),
            EventParts.place().injectNull(0.3),
            EventParts.transactionOf()
                .list()
                .ofMinSize(minTransactions)
                .ofMaxSize(minTransactions + 2),
            EventParts.end().list().ofMaxSize(2),
            EventParts.sensor().list().ofMaxSize(2),
            EventParts.extensions())
        .as(
            (t, w, read, biz, documents, ends, sensors, extensions) ->
                new CommonFields(
                    t.eventTime(),
                    t.offset(),
                    t.recordTime(),
                    t.id(),
                    List.of(new Identifier("https://cert.example/1")),
                    w.error(),
                    w.step(),
                    w.disposition(),
                    w.persistent(),
                    read,
                    biz,
                    documents,
                    ends,
                    ends,
                    sensors,
                    extensions));
  }

  private static Arbitrary<List<Identifier>> things() {
    return EventParts.thing().list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<List<QuantityElement>> quantities() {
    return EventParts.quantity().list().ofMaxSize(2);
  }

  private static Arbitrary<EpcisEvent> object() {
    return Combinators.combine(
            common(0), things(), quantities(), EventParts.extensions().map(Ilmd::new))
        .as((c, t, q, i) -> new ObjectEvent(c, Action.ADD, t, q, i));
  }

  private static Arbitrary<EpcisEvent> aggregation() {
    return Combinators.combine(
            common(0), Arbitraries.of(Action.values()), EventParts.thing(), things(), quantities())
        .as(AggregationEvent::new);
  }

  private static Arbitrary<EpcisEvent> association() {
    return Combinators.combine(
            common(0), Arbitraries.of(Action.values()), EventParts.thing(), things(), quantities())
        .as(AssociationEvent::new);
  }

  private static Arbitrary<EpcisEvent> transaction() {
    return Combinators.combine(
            common(1),
            Arbitraries.of(Action.values()),
            EventParts.thing().injectNull(0.5),
            things(),
            quantities())
        .as(TransactionEvent::new);
  }

  private static Arbitrary<EpcisEvent> transformation() {
    return Combinators.combine(
            common(0),
            things(),
            quantities(),
            things(),
            quantities(),
            EventParts.thing().injectNull(0.5),
            EventParts.extensions().map(Ilmd::new))
        .as(TransformationEvent::new);
  }
}
