package io.pharmatrace.epcis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Events whose identifiers and terms are spelled another way: in all the fields that writers
 * respell, too.
 *
 * <p>Stored {@link SpellingNote}s rely on the order in which fields are visited: it stays as it is.
 * A field that EPCIS gets later may come anywhere, because no event that is stored already has it.
 */
final class Respelled {
  private final UnaryOperator<String> spelling;
  private final UnaryOperator<Term> words;

  private Respelled(UnaryOperator<String> spelling, UnaryOperator<Term> words) {
    this.spelling = spelling;
    this.words = words;
  }

  /** The event with its identifiers in another spelling, as below. */
  static EpcisEvent of(EpcisEvent event, UnaryOperator<String> spelling) {
    return of(event, spelling, UnaryOperator.identity());
  }

  /**
   * The event in another spelling.
   *
   * @param spelling is asked once for each identifier, in an order that depends on the event alone;
   *     its answers are absolute URIs
   * @param words is asked once for each term in the same way; those of sensors are no terms
   */
  static EpcisEvent of(
      EpcisEvent event, UnaryOperator<String> spelling, UnaryOperator<Term> words) {
    Respelled to = new Respelled(spelling, words);
    // Arguments are evaluated from left to right (JLS section 15.7.4).
    CommonFields common = to.common(event.common());
    return switch (event) {
      case ObjectEvent e ->
          new ObjectEvent(
              common, e.action(), to.all(e.epcs()), to.quantities(e.quantities()), e.ilmd());
      case AggregationEvent e ->
          new AggregationEvent(
              common,
              e.action(),
              to.ifAny(e.parent()),
              to.all(e.children()),
              to.quantities(e.childQuantities()));
      case AssociationEvent e ->
          new AssociationEvent(
              common,
              e.action(),
              to.one(e.parent()),
              to.all(e.children()),
              to.quantities(e.childQuantities()));
      case TransactionEvent e ->
          new TransactionEvent(
              common,
              e.action(),
              to.ifAny(e.parent()),
              to.all(e.epcs()),
              to.quantities(e.quantities()));
      case TransformationEvent e ->
          new TransformationEvent(
              common,
              to.all(e.inputs()),
              to.quantities(e.inputQuantities()),
              to.all(e.outputs()),
              to.quantities(e.outputQuantities()),
              to.ifAny(e.transformationId()),
              e.ilmd());
    };
  }

  private CommonFields common(CommonFields c) {
    return new CommonFields(
        c.eventTime(),
        c.eventTimeZoneOffset(),
        c.recordTime(),
        ifAny(c.eventId()),
        all(c.certificationInfo()),
        error(c.errorDeclaration()),
        term(c.bizStep()),
        term(c.disposition()),
        persistent(c.persistentDisposition()),
        place(c.readPoint()),
        place(c.bizLocation()),
        c.bizTransactions().stream()
            .map(t -> new BizTransaction(term(t.type()), one(t.id())))
            .toList(),
        ends(c.sources()),
        ends(c.destinations()),
        c.sensorElements().stream().map(this::sensor).toList(),
        c.extensions());
  }

  private @Nullable ErrorDeclaration error(@Nullable ErrorDeclaration error) {
    return error == null
        ? null
        : new ErrorDeclaration(
            error.declarationTime(),
            term(error.reason()),
            all(error.correctiveEventIds()),
            error.extensions());
  }

  private @Nullable PersistentDisposition persistent(@Nullable PersistentDisposition change) {
    return change == null
        ? null
        : new PersistentDisposition(
            change.set().stream().map(words).toList(), change.unset().stream().map(words).toList());
  }

  private @Nullable Term term(@Nullable Term term) {
    return term == null ? null : words.apply(term);
  }

  private @Nullable Place place(@Nullable Place place) {
    return place == null ? null : new Place(one(place.id()), place.extensions());
  }

  private List<SourceOrDestination> ends(List<SourceOrDestination> ends) {
    return ends.stream()
        .map(e -> new SourceOrDestination(words.apply(e.type()), one(e.id())))
        .toList();
  }

  private List<QuantityElement> quantities(List<QuantityElement> quantities) {
    return quantities.stream()
        .map(q -> new QuantityElement(one(q.epcClass()), q.quantity(), q.uom()))
        .toList();
  }

  private SensorElement sensor(SensorElement element) {
    Optional<SensorData> metadata = Optional.ofNullable(element.metadata()).map(this::sensorData);
    return new SensorElement(
        metadata.orElse(null),
        element.reports().stream().map(this::sensorData).toList(),
        element.extensions());
  }

  private SensorData sensorData(SensorData data) {
    Map<SensorField, String> values = new EnumMap<>(SensorField.class);
    data.values()
        .forEach(
            (field, value) ->
                values.put(
                    field, field.form() == SensorField.Form.URI ? spelling.apply(value) : value));
    return new SensorData(values, data.extensions());
  }

  private List<Identifier> all(List<Identifier> ids) {
    return ids.stream().map(this::one).toList();
  }

  private @Nullable Identifier ifAny(@Nullable Identifier id) {
    return id == null ? null : one(id);
  }

  private Identifier one(Identifier id) {
    String uri = spelling.apply(id.uri());
    return uri.equals(id.uri()) ? id : new Identifier(uri);
  }
}
