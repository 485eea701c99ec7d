package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an event in a few lines. Every method but the last returns the builder; not thread-safe.
 *
 * <pre>{@code
 * ObjectEvent e = EventBuilder.at(scannedAt)
 *     .bizStep("commissioning").disposition("active").readPoint(dock).lot("A1").expiry("2027-05-31")
 *     .objectEvent(Action.ADD, packs);
 * }</pre>
 */
public final class EventBuilder {
  private final OffsetDateTime eventTime;
  private @Nullable OffsetDateTime recordTime;
  private @Nullable Identifier eventId;
  private final List<Identifier> certificationInfo = new ArrayList<>();
  private @Nullable ErrorDeclaration errorDeclaration;
  private @Nullable Term bizStep;
  private @Nullable Term disposition;
  private @Nullable PersistentDisposition persistentDisposition;
  private @Nullable Place readPoint;
  private @Nullable Place bizLocation;
  private final List<BizTransaction> bizTransactions = new ArrayList<>();
  private final List<SourceOrDestination> sources = new ArrayList<>();
  private final List<SourceOrDestination> destinations = new ArrayList<>();
  private final List<SensorElement> sensorElements = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private final List<Extension> ilmd = new ArrayList<>();
  private final List<QuantityElement> quantities = new ArrayList<>();

  private EventBuilder(OffsetDateTime eventTime) {
    this.eventTime = eventTime;
  }

  /** Starts an event that happened at this time; its offset is the time zone offset too. */
  public static EventBuilder at(OffsetDateTime eventTime) {
    return new EventBuilder(eventTime);
  }

  /** When a repository stored it. */
  public EventBuilder recordTime(OffsetDateTime time) {
    this.recordTime = time;
    return this;
  }

  /** The identifier of the event. */
  public EventBuilder eventId(String uri) {
    this.eventId = new Identifier(uri);
    return this;
  }

  /** A certification that holds for the event. */
  public EventBuilder certification(String uri) {
    certificationInfo.add(new Identifier(uri));
    return this;
  }

  /** Declares an earlier event with the same content to be wrong. */
  public EventBuilder error(ErrorDeclaration declaration) {
    this.errorDeclaration = declaration;
    return this;
  }

  /** What was being done: a standard word or a URI. */
  public EventBuilder bizStep(String word) {
    this.bizStep = Term.bizStep(word);
    return this;
  }

  /** The state of the things afterwards: a standard word or a URI. */
  public EventBuilder disposition(String word) {
    this.disposition = Term.disposition(word);
    return this;
  }

  /** States that begin or end with this event. */
  public EventBuilder persistentDisposition(PersistentDisposition change) {
    this.persistentDisposition = change;
    return this;
  }

  /** Where it happened: mostly the Digital Link or URN of an SGLN. */
  public EventBuilder readPoint(String uri) {
    this.readPoint = Place.of(new Identifier(uri));
    return this;
  }

  /** Where the things are afterwards. */
  public EventBuilder bizLocation(String uri) {
    this.bizLocation = Place.of(new Identifier(uri));
    return this;
  }

  /** A business document, with its type ({@code po}, {@code desadv}, ...). */
  public EventBuilder bizTransaction(String type, String uri) {
    bizTransactions.add(
        new BizTransaction(Term.of(Vocabulary.BIZ_TRANSACTION_TYPE, type), new Identifier(uri)));
    return this;
  }

  /** Where a transfer comes from; type {@code owning_party}, {@code possessing_party}, ... */
  public EventBuilder source(String type, String uri) {
    sources.add(end(type, uri));
    return this;
  }

  /** Where a transfer goes to; type {@code owning_party}, {@code possessing_party}, ... */
  public EventBuilder destination(String type, String uri) {
    destinations.add(end(type, uri));
    return this;
  }

  /** What sensors observed. */
  public EventBuilder sensor(SensorElement element) {
    sensorElements.add(element);
    return this;
  }

  /** A field of another namespace. */
  public EventBuilder extension(Extension field) {
    extensions.add(field);
    return this;
  }

  /** An ILMD field. */
  public EventBuilder ilmd(Extension field) {
    ilmd.add(field);
    return this;
  }

  /** ILMD batch number. */
  public EventBuilder lot(String lotNumber) {
    return ilmd(Ilmd.mda("lotNumber", lotNumber));
  }

  /** ILMD expiry, ISO 8601 date. */
  public EventBuilder expiry(String isoDate) {
    return ilmd(Ilmd.mda("itemExpirationDate", isoDate));
  }

  /** An amount of a class: of the objects, the children, or the transaction. */
  public EventBuilder quantity(QuantityElement element) {
    quantities.add(element);
    return this;
  }

  /** Finishes an ObjectEvent about these things. */
  public ObjectEvent objectEvent(Action action, Collection<String> epcs) {
    return new ObjectEvent(common(), action, ids(epcs), quantities, new Ilmd(ilmd));
  }

  /** Finishes an AggregationEvent: these things in this parent. */
  public AggregationEvent aggregationEvent(
      Action action, @Nullable String parent, Collection<String> children) {
    Identifier id = parent == null ? null : new Identifier(parent);
    return new AggregationEvent(common(), action, id, ids(children), quantities);
  }

  /** Finishes an AssociationEvent: these things at this parent. */
  public AssociationEvent associationEvent(
      Action action, String parent, Collection<String> children) {
    return new AssociationEvent(
        common(), action, new Identifier(parent), ids(children), quantities);
  }

  /** Finishes a TransactionEvent about these things; name a business transaction before. */
  public TransactionEvent transactionEvent(
      Action action, @Nullable String parent, Collection<String> epcs) {
    Identifier id = parent == null ? null : new Identifier(parent);
    return new TransactionEvent(common(), action, id, ids(epcs), quantities);
  }

  /** Finishes a TransformationEvent; {@link #quantity} does not apply to it. */
  public TransformationEvent transformationEvent(
      Collection<String> inputs, Collection<String> outputs) {
    return new TransformationEvent(
        common(), ids(inputs), List.of(), ids(outputs), List.of(), null, new Ilmd(ilmd));
  }

  private CommonFields common() {
    String id = eventTime.getOffset().getId();
    String offset = id.equals("Z") ? "+00:00" : id;
    return new CommonFields(
        eventTime,
        offset,
        recordTime,
        eventId,
        certificationInfo,
        errorDeclaration,
        bizStep,
        disposition,
        persistentDisposition,
        readPoint,
        bizLocation,
        bizTransactions,
        sources,
        destinations,
        sensorElements,
        extensions);
  }

  private static SourceOrDestination end(String type, String uri) {
    return new SourceOrDestination(
        Term.of(Vocabulary.SOURCE_DESTINATION_TYPE, type), new Identifier(uri));
  }

  private static List<Identifier> ids(Collection<String> uris) {
    return uris.stream().map(Identifier::new).toList();
  }
}
