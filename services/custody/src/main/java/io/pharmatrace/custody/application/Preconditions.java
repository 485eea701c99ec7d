package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.BatchRef;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.registry.Batch;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What an action must fulfil besides the rules of custody: who may bring a unit into being, and
 * that a label says what is on record. Knows what the registry says of the events that are captured
 * together; of one thread.
 */
final class Preconditions {
  /**
   * What the registry says of what is commissioned.
   *
   * @param products unknown ones are absent
   * @param batches new ones are absent
   */
  record Registered(Map<Gtin, Product> products, Map<BatchKey, Batch> batches) {
    /** Looks it up for all that these actions commission. */
    static Registered of(Handle handle, Products registry, List<CustodyAction> actions) {
      Set<Gtin> gtins = new HashSet<>();
      Set<BatchKey> keys = new HashSet<>();
      for (CustodyAction action : actions) {
        @Nullable Lot lot = commission(action).map(CustodyAction.Commission::lot).orElse(null);
        List<Epc> units = commission(action).isPresent() ? action.units() : List.of();
        for (Epc unit : units) {
          if (unit instanceof Sgtin sgtin) {
            gtins.add(sgtin.gtin());
            if (lot != null) {
              keys.add(new BatchKey(sgtin.gtin(), lot));
            }
          }
        }
      }
      return new Registered(registry.find(handle, gtins), registry.findBatches(handle, keys));
    }
  }

  private final Map<UUID, Organisation> organisations;
  private final Map<Gtin, Product> products;
  private final Map<BatchKey, BatchRef> batches = new HashMap<>();
  private final Set<BatchKey> archived = new HashSet<>();
  private final Units units;

  /**
   * The preconditions of some events.
   *
   * @param organisations who captures them
   * @param registered products and batches of what they commission
   * @param units that they name
   */
  Preconditions(Map<UUID, Organisation> organisations, Registered registered, Units units) {
    this.organisations = organisations;
    this.products = registered.products();
    this.units = units;
    registered
        .batches()
        .forEach(
            (key, b) -> {
              batches.put(key, new BatchRef(b.gtin(), b.lot(), b.expiry()));
              if (b.archived()) {
                archived.add(key);
              }
            });
  }

  /** Why an action cannot be; empty when it can as far as this class knows. */
  Optional<Refusal> check(Submission submission, CustodyAction action) {
    return ArchivedUnits.refusal(units, action.units())
        .or(() -> entitlement(submission, action))
        .or(() -> consumption(action))
        .or(() -> labelling(submission, action))
        .or(() -> label(submission, action));
  }

  /** Batches that an accepted event brought, for those behind it; a refused event brings none. */
  void noteBatches(Collection<Epc> named) {
    for (Epc epc : named) {
      @Nullable Unit unit = units.get(epc);
      if (unit != null && unit.batch() != null) {
        BatchRef batch = unit.batch();
        batches.putIfAbsent(new BatchKey(batch.gtin(), batch.lot()), batch);
      }
    }
  }

  /** Whether a product is a case, that is, a logistic unit. */
  boolean isCase(Sgtin sgtin) {
    @Nullable Product product = products.get(sgtin.gtin());
    return product != null && product.level() == Product.Level.CASE;
  }

  /** Only the manufacturer of a product commissions it, and a batch has one expiry date. */
  private Optional<Refusal> entitlement(Submission submission, CustodyAction action) {
    return commission(action)
        .flatMap(
            commission ->
                commission.units().stream()
                    .filter(Sgtin.class::isInstance)
                    .map(epc -> entitlement(submission, commission, (Sgtin) epc))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  /** What an action brings into being. */
  static Optional<CustodyAction.Commission> commission(CustodyAction action) {
    return switch (action) {
      case CustodyAction.Commission commission -> Optional.of(commission);
      case CustodyAction.Transform transform -> Optional.of(transform.commission());
      default -> Optional.empty();
    };
  }

  /** Of a registered product every pack is known: one that is not may still be on its way here. */
  private Optional<Refusal> consumption(CustodyAction action) {
    return action instanceof CustodyAction.Transform transform
        ? transform.inputs().stream()
            .filter(epc -> units.get(epc) == null)
            .filter(epc -> epc instanceof Sgtin s && products.containsKey(s.gtin()))
            .findFirst()
            .flatMap(
                epc ->
                    Optional.of(
                        new Refusal(
                            Reason.UNKNOWN_UNIT,
                            epc.digitalLink() + " was not commissioned.",
                            epc)))
        : Optional.empty();
  }

  private Optional<Refusal> entitlement(
      Submission submission, CustodyAction.Commission commission, Sgtin sgtin) {
    Gtin gtin = sgtin.gtin();
    @Nullable Product product = products.get(gtin);
    if (product == null) {
      return refuse(Reason.UNKNOWN_PRODUCT, "GTIN " + gtin.digits() + " is no registered product.");
    }
    @Nullable Organisation organisation = organisations.get(submission.organisation());
    if (organisation == null
        || !product.manufacturer().equals(organisation.id())
        || !organisation.mayCommission(gtin)) {
      return refuse(Reason.NOT_ENTITLED, "GTIN " + gtin.digits() + " is not yours to commission.");
    }
    if (commission.lot() == null || commission.expiry() == null) {
      throw new IllegalStateException("an SGTIN is commissioned with lot and expiry date");
    }
    if (archived.contains(new BatchKey(gtin, commission.lot()))) {
      return refuse(Reason.ARCHIVED, "Batch " + commission.lot() + " was archived.");
    }
    BatchRef wanted = new BatchRef(gtin, commission.lot(), commission.expiry());
    BatchRef batch = batches.getOrDefault(new BatchKey(gtin, commission.lot()), wanted);
    return batch.expiry().equals(commission.expiry())
        ? Optional.empty()
        : refuse(
            Reason.EXPIRY_DIFFERS,
            "Batch " + batch.lot() + " is registered with expiry date " + batch.expiry() + ".");
  }

  /**
   * An SSCC comes into being, by commissioning or by packing, under its owner's prefix only.
   * Whether there is one is told to nobody but who holds it or is offered it.
   */
  private Optional<Refusal> labelling(Submission submission, CustodyAction action) {
    @Nullable Organisation organisation = organisations.get(submission.organisation());
    for (Epc epc : action.born()) {
      if (epc instanceof Sscc sscc
          && !isFor(submission.organisation(), units.get(sscc))
          && (organisation == null || !organisation.mayCommission(sscc))) {
        if (action instanceof CustodyAction.Pack) {
          // Perhaps it is on its way here, and its shipment is told later: then this waits.
          return refuse(
              Reason.UNKNOWN_UNIT,
              sscc.digitalLink() + " is not on record, or was not sent to you.");
        }
        return refuse(
            Reason.NOT_ENTITLED,
            "SSCC " + sscc.digits() + " is under none of your GS1 company prefixes.");
      }
    }
    return Optional.empty();
  }

  private static boolean isFor(UUID organisation, @Nullable Unit unit) {
    if (unit == null || unit.state() == UnitState.VOID) {
      return false;
    }
    Unit topmost = unit.topmost();
    return organisation.equals(topmost.custodian()) || organisation.equals(topmost.inTransitTo());
  }

  /** What the label says must be what was commissioned (alerts #A68 and #A52). */
  private Optional<Refusal> label(Submission submission, CustodyAction action) {
    for (Epc epc : action.units()) {
      @Nullable Unit unit = units.get(epc);
      if (unit == null || unit.batch() == null || action instanceof CustodyAction.Commission) {
        continue;
      }
      if (submission.lot() != null && !submission.lot().equals(unit.batch().lot())) {
        return Optional.of(
            new Refusal(
                Reason.BATCH_DIFFERS,
                "The batch number on the label is not the one on record.",
                epc));
      }
      if (submission.expiry() != null && !submission.expiry().equals(unit.batch().expiry())) {
        return Optional.of(
            new Refusal(
                Reason.EXPIRY_DIFFERS,
                "The expiry date on the label is not the one on record.",
                epc));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
