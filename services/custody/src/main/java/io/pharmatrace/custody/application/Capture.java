package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes events into custody: understands them, locks the units that they name, applies the rules in
 * order and writes everything back, each with one statement for all events. Works in the caller's
 * transaction; the caller starts anew when that meets a {@link Conflict}. Thread-safe.
 */
@Singleton
class Capture {
  private final Organisations organisations;
  private final Products products;
  private final UnitStore unitStore;
  private final EventStore eventStore;
  private final Corrections corrections;

  Capture(
      Organisations organisations,
      Products products,
      UnitStore unitStore,
      EventStore eventStore,
      Corrections corrections) {
    this.corrections = corrections;
    this.organisations = organisations;
    this.products = products;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  /** One event on its way through. */
  private record Item(Submission submission, Meaning meaning, EventStore.Identity identity) {}

  /** What the rules need to know besides the units. */
  private record Context(
      Map<UUID, Organisation> organisations,
      Map<Gtin, Product> products,
      Map<BatchKey, BatchRef> batches) {}

  /** Captures events in the order given; an outcome for each. */
  List<Outcome> capture(Handle handle, List<Submission> submissions) {
    return capture(handle, submissions, null);
  }

  /**
   * Captures events in the order given.
   *
   * @param queue what waits; an event waits behind an earlier one of its organisation about the
   *     same unit. Null when nothing can wait
   */
  List<Outcome> capture(Handle handle, List<Submission> submissions, @Nullable WaitingUnits queue) {
    List<Outcome> outcomes = new ArrayList<>(submissions.size());
    int start = 0;
    for (int i = 0; i < submissions.size(); i++) {
      if (submissions.get(i).isCorrection()) {
        // It may be about an event just before it, and an event behind it may build on it.
        outcomes.addAll(captureTogether(handle, submissions.subList(start, i), queue));
        outcomes.add(corrections.capture(handle, submissions.get(i)));
        start = i + 1;
      }
    }
    outcomes.addAll(captureTogether(handle, submissions.subList(start, submissions.size()), queue));
    return outcomes;
  }

  private List<Outcome> captureTogether(
      Handle handle, List<Submission> submissions, @Nullable WaitingUnits queue) {
    if (submissions.isEmpty()) {
      return List.of();
    }
    var owners =
        organisations.ownersOf(
            handle,
            submissions.stream()
                .flatMap(s -> Interpreter.glns(s.event()))
                .collect(Collectors.toSet()));
    Interpreter interpreter = new Interpreter(owners, OffsetDateTime.now(ZoneOffset.UTC));
    List<Item> items =
        submissions.stream()
            .map(
                s ->
                    new Item(
                        s,
                        interpreter.read(s.organisation(), s.event()),
                        EventStore.Identity.of(s)))
            .toList();
    Ids unitIds = eventStore.unitIds(handle);
    Units units = unitStore.load(handle, named(items), emptied(items), unitIds);
    // Looked up under the locks, so that a repeat that ran beside us is seen.
    Map<EventStore.Identity, Long> stored =
        new HashMap<>(eventStore.find(handle, items.stream().map(Item::identity).toList()));
    Context context = context(handle, items);
    Rules rules = new Rules(units, sgtin -> isCase(context, sgtin));

    List<Outcome> outcomes = new ArrayList<>();
    List<EventStore.NewEvent> accepted = new ArrayList<>();
    Ids eventIds = eventStore.eventIds(handle, items.size());
    for (Item item : items) {
      @Nullable Long before = stored.get(item.identity());
      if (before != null) {
        outcomes.add(new Outcome.Duplicate(before));
        continue;
      }
      long id = eventIds.getAsLong();
      Optional<Refusal> refusal =
          queued(queue, item).or(() -> apply(rules, context, units, item, id));
      if (queue != null && refusal.isPresent() && refusal.get().reason().waitable()) {
        queue.add(item.submission(), named(List.of(item)));
      }
      if (refusal.isPresent()) {
        outcomes.add(new Outcome.Refused(refusal.get()));
      } else {
        stored.put(item.identity(), id);
        noteBatches(context, units, item);
        outcomes.add(new Outcome.Accepted(id));
        accepted.add(newEvent(item, id));
      }
    }
    if (!accepted.isEmpty()) {
      Map<BatchKey, Long> batches = registerBatches(handle, units);
      unitStore.save(handle, units, batches);
      eventStore.save(handle, accepted, units);
      Changes.save(handle, units.changes());
    }
    return outcomes;
  }

  /** Batches that an accepted event brought, for those behind it; a refused event brings none. */
  private static void noteBatches(Context context, Units units, Item item) {
    for (Epc epc : named(List.of(item))) {
      @Nullable Unit unit = units.get(epc);
      if (unit != null && unit.batch() != null) {
        BatchRef batch = unit.batch();
        context.batches().putIfAbsent(new BatchKey(batch.gtin(), batch.lot()), batch);
      }
    }
  }

  private static Optional<Refusal> queued(@Nullable WaitingUnits queue, Item item) {
    // What brings a unit here waits for nothing: whatever waits about the unit waits for it.
    boolean arrival =
        item.meaning() instanceof Meaning.Understood(CustodyAction.Commission _, _, _)
            || item.meaning() instanceof Meaning.Understood(CustodyAction.Receive _, _, _);
    return queue != null && !arrival && queue.isBehind(item.submission(), named(List.of(item)))
        ? refuse(Reason.WAITS_BEHIND, "An earlier scan about the same unit still waits.")
        : Optional.empty();
  }

  private static EventStore.NewEvent newEvent(Item item, long id) {
    if (!(item.meaning() instanceof Meaning.Understood understood)) {
      throw new IllegalStateException("only what is understood is accepted");
    }
    return new EventStore.NewEvent(
        id,
        item.submission(),
        item.identity(),
        understood.action().units(),
        understood.place(),
        understood.counterparty());
  }

  private static Optional<Refusal> apply(
      Rules rules, Context context, Units units, Item item, long id) {
    if (item.meaning() instanceof Meaning.NotUnderstood wrong) {
      return Optional.of(wrong.refusal());
    }
    Meaning.Understood understood = (Meaning.Understood) item.meaning();
    Submission submission = item.submission();
    return entitlement(context, submission, understood.action())
        .or(() -> consumption(context, units, understood.action()))
        .or(() -> labelling(context, units, submission, understood.action()))
        .or(() -> label(units, submission, understood.action()))
        .or(
            () ->
                rules.apply(
                    new Fact(
                        id,
                        submission.organisation(),
                        submission.event().eventTime(),
                        understood.place(),
                        understood.action())));
  }

  /** Only the manufacturer of a product commissions it, and a batch has one expiry date. */
  private static Optional<Refusal> entitlement(
      Context context, Submission submission, CustodyAction action) {
    return commission(action)
        .flatMap(
            commission ->
                commission.units().stream()
                    .filter(Sgtin.class::isInstance)
                    .map(epc -> entitlement(context, submission, commission, (Sgtin) epc))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  /** What an action brings into being. */
  private static Optional<CustodyAction.Commission> commission(CustodyAction action) {
    return switch (action) {
      case CustodyAction.Commission commission -> Optional.of(commission);
      case CustodyAction.Transform transform -> Optional.of(transform.commission());
      default -> Optional.empty();
    };
  }

  /** Of a registered product every pack is known: one that is not may still be on its way here. */
  private static Optional<Refusal> consumption(Context context, Units units, CustodyAction action) {
    return action instanceof CustodyAction.Transform transform
        ? transform.inputs().stream()
            .filter(epc -> units.get(epc) == null)
            .filter(epc -> epc instanceof Sgtin s && context.products().containsKey(s.gtin()))
            .findFirst()
            .flatMap(
                epc -> refuse(Reason.UNKNOWN_UNIT, epc.digitalLink() + " was not commissioned."))
        : Optional.empty();
  }

  private static Optional<Refusal> entitlement(
      Context context, Submission submission, CustodyAction.Commission commission, Sgtin sgtin) {
    Gtin gtin = sgtin.gtin();
    @Nullable Product product = context.products().get(gtin);
    if (product == null) {
      return refuse(Reason.UNKNOWN_PRODUCT, "GTIN " + gtin.digits() + " is no registered product.");
    }
    @Nullable Organisation organisation = context.organisations().get(submission.organisation());
    if (organisation == null
        || !product.manufacturer().equals(organisation.id())
        || !organisation.mayCommission(gtin)) {
      return refuse(Reason.NOT_ENTITLED, "GTIN " + gtin.digits() + " is not yours to commission.");
    }
    if (commission.lot() == null || commission.expiry() == null) {
      throw new IllegalStateException("an SGTIN is commissioned with lot and expiry date");
    }
    BatchRef wanted = new BatchRef(gtin, commission.lot(), commission.expiry());
    BatchRef batch = context.batches().getOrDefault(new BatchKey(gtin, commission.lot()), wanted);
    return batch.expiry().equals(commission.expiry())
        ? Optional.empty()
        : refuse(
            Reason.EXPIRY_DIFFERS,
            "Batch " + batch.lot() + " is registered with expiry date " + batch.expiry() + ".");
  }

  /** An SSCC comes into being, by commissioning or by packing, under its owner's prefix only. */
  private static Optional<Refusal> labelling(
      Context context, Units units, Submission submission, CustodyAction action) {
    List<Epc> born =
        switch (action) {
          case CustodyAction.Commission commission -> commission.units();
          case CustodyAction.Transform transform -> transform.outputs();
          case CustodyAction.Pack pack -> List.of(pack.parent());
          default -> List.of();
        };
    @Nullable Organisation organisation = context.organisations().get(submission.organisation());
    for (Epc epc : born) {
      if (epc instanceof Sscc sscc
          && units.get(sscc) == null
          && (organisation == null || !organisation.mayCommission(sscc))) {
        return refuse(
            Reason.NOT_ENTITLED,
            "SSCC " + sscc.digits() + " is under none of your GS1 company prefixes.");
      }
    }
    return Optional.empty();
  }

  /** What the label says must be what was commissioned (alerts #A68 and #A52). */
  private static Optional<Refusal> label(Units units, Submission submission, CustodyAction action) {
    for (Epc epc : action.units()) {
      @Nullable Unit unit = units.get(epc);
      if (unit == null || unit.batch() == null || action instanceof CustodyAction.Commission) {
        continue;
      }
      if (submission.lot() != null && !submission.lot().equals(unit.batch().lot())) {
        return refuse(
            Reason.BATCH_DIFFERS, "The batch number on the label is not the one on record.");
      }
      if (submission.expiry() != null && !submission.expiry().equals(unit.batch().expiry())) {
        return refuse(
            Reason.EXPIRY_DIFFERS, "The expiry date on the label is not the one on record.");
      }
    }
    return Optional.empty();
  }

  private Context context(Handle handle, List<Item> items) {
    Set<Gtin> gtins = new HashSet<>();
    Set<BatchKey> keys = new HashSet<>();
    for (Item item : items) {
      if (item.meaning() instanceof Meaning.Understood(CustodyAction action, _, _)
          && commission(action).isPresent()) {
        @Nullable Lot lot = commission(action).get().lot();
        for (Epc epc : action.units()) {
          if (epc instanceof Sgtin sgtin) {
            gtins.add(sgtin.gtin());
            if (lot != null) {
              keys.add(new BatchKey(sgtin.gtin(), lot));
            }
          }
        }
      }
    }
    Map<BatchKey, BatchRef> batches = new HashMap<>();
    products
        .findBatches(handle, keys)
        .forEach((key, b) -> batches.put(key, new BatchRef(b.gtin(), b.lot(), b.expiry())));
    return new Context(
        organisations.byIds(
            handle,
            items.stream().map(i -> i.submission().organisation()).collect(Collectors.toSet())),
        products.find(handle, gtins),
        batches);
  }

  private Map<BatchKey, Long> registerBatches(Handle handle, Units units) {
    Set<BatchRef> needed =
        Stream.concat(units.created().stream(), units.recommissioned().stream())
            .flatMap(unit -> Optional.ofNullable(unit.batch()).stream())
            .collect(Collectors.toSet());
    if (needed.isEmpty()) {
      return Map.of();
    }
    var recorded =
        products.registerBatches(
            handle,
            needed.stream()
                .map(b -> new Products.NewBatch(b.gtin(), b.lot(), b.expiry()))
                .toList());
    Map<BatchKey, Long> ids = new HashMap<>();
    for (BatchRef batch : needed) {
      BatchKey key = new BatchKey(batch.gtin(), batch.lot());
      var found = recorded.get(key);
      if (found == null || !found.expiry().equals(batch.expiry())) {
        throw new Conflict("another transaction registered the same batch");
      }
      ids.put(key, found.id());
    }
    return ids;
  }

  private static Set<Epc> named(List<Item> items) {
    Set<Epc> epcs = new HashSet<>();
    for (Item item : items) {
      if (item.meaning() instanceof Meaning.Understood understood) {
        epcs.addAll(understood.action().units());
      }
    }
    return epcs;
  }

  private static Set<Epc> emptied(List<Item> items) {
    Set<Epc> epcs = new HashSet<>();
    for (Item item : items) {
      if (item.meaning() instanceof Meaning.Understood(CustodyAction action, _, _)) {
        switch (action) {
          case CustodyAction.Unpack unpack when unpack.children().isEmpty() ->
              epcs.add(unpack.parent());
          // A logistic unit ends only when it is empty.
          case CustodyAction.Decommission decommission -> epcs.addAll(decommission.units());
          case CustodyAction.Transform transform -> epcs.addAll(transform.inputs());
          default -> {}
        }
      }
    }
    return epcs;
  }

  private static boolean isCase(Context context, Sgtin sgtin) {
    @Nullable Product product = context.products().get(sgtin.gtin());
    return product != null && product.level() == Product.Level.CASE;
  }

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
