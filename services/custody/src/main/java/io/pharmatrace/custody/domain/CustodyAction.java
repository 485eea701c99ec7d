package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event means for custody. Names are those of CBV 2.0 business steps. */
public sealed interface CustodyAction {

  /** Every unit that the action names, parents included. */
  List<Epc> units();

  /** Those whose own state, custody or place it is about; not what they go into or out of. */
  default List<Epc> subjects() {
    return units();
  }

  /** Those of which the rules ask for all that is inside. */
  default List<Epc> opened() {
    return List.of();
  }

  /** Those that come into being by it if they are not known yet. */
  default List<Epc> born() {
    return List.of();
  }

  /** Whether who says it has the units before him; else it may be said at a desk far away. */
  default boolean isSighting() {
    return true;
  }

  /** Units come into being. Lot and expiry date are needed for anything but an SSCC. */
  record Commission(List<Epc> units, @Nullable Lot lot, @Nullable ExpiryDate expiry)
      implements CustodyAction {
    @Override
    public List<Epc> born() {
      return units;
    }

    /** One that is void may still hold what is not to come with it when it is made anew. */
    @Override
    public List<Epc> opened() {
      return units;
    }
  }

  /** Children go into a parent; an SSCC that was never seen comes into being by it. */
  record Pack(Epc parent, List<Epc> children) implements CustodyAction {
    @Override
    public List<Epc> units() {
      return withParent(parent, children);
    }

    @Override
    public List<Epc> born() {
      return List.of(parent);
    }

    @Override
    public List<Epc> subjects() {
      return children;
    }
  }

  /** Children leave a parent; none named means all. */
  record Unpack(Epc parent, List<Epc> children) implements CustodyAction {
    @Override
    public List<Epc> units() {
      return withParent(parent, children);
    }

    @Override
    public List<Epc> subjects() {
      return children.isEmpty() ? List.of(parent) : children;
    }

    @Override
    public List<Epc> opened() {
      return children.isEmpty() ? List.of(parent) : List.of();
    }
  }

  /** Topmost units are offered to another organisation. */
  record Ship(List<Epc> units, UUID to) implements CustodyAction {}

  /** Units that were offered to this organisation are taken into custody. */
  record Receive(List<Epc> units) implements CustodyAction {}

  /** Units that were offered to this organisation are not taken over; they stay with the sender. */
  record Refuse(List<Epc> units, OfferState why) implements CustodyAction {
    /** Nothing else than what tells why. */
    public Refuse {
      if (!why.isRefusal()) {
        throw new IllegalArgumentException("nobody refuses by saying " + why);
      }
    }

    @Override
    public boolean isSighting() {
      return why != OfferState.MISSING;
    }
  }

  /** An offer of units is taken back by who made it. */
  record Withdraw(List<Epc> units) implements CustodyAction {
    @Override
    public boolean isSighting() {
      return false;
    }
  }

  /** Units leave the supply chain. */
  record Decommission(List<Epc> units, UnitState target) implements CustodyAction {
    /** A logistic unit ends only when it is empty. */
    @Override
    public List<Epc> opened() {
      return units;
    }

    /** What is stolen is not there, and what is locked is locked in the books. */
    @Override
    public boolean isSighting() {
      return target != UnitState.STOLEN && target != UnitState.LOCKED;
    }
  }

  /** Units come back from the state that they are in, or from the one named. */
  record Reactivate(List<Epc> units, @Nullable UnitState undone) implements CustodyAction {
    @Override
    public boolean isSighting() {
      return false;
    }
  }

  /**
   * Units are used up and others come into being of them. What is used up may be unknown here.
   *
   * @param lot batch number of the outputs; needed, with the expiry date, for anything but an SSCC
   */
  record Transform(
      List<Epc> inputs, List<Epc> outputs, @Nullable Lot lot, @Nullable ExpiryDate expiry)
      implements CustodyAction {
    @Override
    public List<Epc> units() {
      List<Epc> all = new ArrayList<>(inputs);
      all.addAll(outputs);
      return all;
    }

    @Override
    public List<Epc> opened() {
      return units();
    }

    @Override
    public List<Epc> born() {
      return outputs;
    }

    /** What comes into being, under the same rules as anything else that does. */
    public Commission commission() {
      return new Commission(outputs, lot, expiry);
    }
  }

  /** Something is said that changes nothing here, also about units that are not known here. */
  record Note(List<Epc> units) implements CustodyAction {
    @Override
    public List<Epc> subjects() {
      return List.of();
    }
  }

  /** Units were seen; nothing changes. */
  record Observe(List<Epc> units) implements CustodyAction {
    @Override
    public List<Epc> subjects() {
      return List.of();
    }
  }

  private static List<Epc> withParent(Epc parent, List<Epc> children) {
    List<Epc> all = new ArrayList<>(children.size() + 1);
    all.add(parent);
    all.addAll(children);
    return all;
  }
}
