package io.pharmatrace.records.domain.consent;

import java.util.List;
import java.util.Set;

/** Writes a provision down in a line, in tests. */
record Rule(Provision provision) {
  static Rule permit() {
    return new Rule(
        new Provision(Provision.Type.PERMIT, Set.of(), Set.of(), null, List.of(), Set.of()));
  }

  static Rule deny() {
    return new Rule(
        new Provision(Provision.Type.DENY, Set.of(), Set.of(), null, List.of(), Set.of()));
  }

  Rule purposes(Code... purposes) {
    Provision p = provision;
    return new Rule(
        new Provision(
            p.type(), Set.of(purposes), p.actors(), p.dataPeriod(), p.data(), p.labels()));
  }

  Rule actor(Ref actor) {
    Provision p = provision;
    return new Rule(
        new Provision(p.type(), p.purposes(), Set.of(actor), p.dataPeriod(), p.data(), p.labels()));
  }

  Rule dataPeriod(Interval period) {
    Provision p = provision;
    return new Rule(
        new Provision(p.type(), p.purposes(), p.actors(), period, p.data(), p.labels()));
  }

  Rule data(DataRef... data) {
    Provision p = provision;
    return new Rule(
        new Provision(
            p.type(), p.purposes(), p.actors(), p.dataPeriod(), List.of(data), p.labels()));
  }

  Rule labels(Code... labels) {
    Provision p = provision;
    return new Rule(
        new Provision(
            p.type(), p.purposes(), p.actors(), p.dataPeriod(), p.data(), Set.of(labels)));
  }
}
