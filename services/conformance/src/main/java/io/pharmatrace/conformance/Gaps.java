package io.pharmatrace.conformance;

import static io.pharmatrace.conformance.Standard.CBV;
import static io.pharmatrace.conformance.Standard.EPCIS;

import java.util.List;

/**
 * The one place that lists what is not supported. A feature that a test shows is not named here.
 */
final class Gaps {
  static final List<Gap> ALL =
      List.of(
          new Gap(
              EPCIS,
              "7.4",
              "Event types of a user's own",
              "not in XML or JSON schema as an event of this product; named as EVENT_TYPE_UNKNOWN"),
          new Gap(
              EPCIS,
              "7.4.2",
              "QuantityEvent of EPCIS 1.0, deprecated since 1.1",
              "named as EVENT_TYPE_UNKNOWN; an ObjectEvent with quantities says the same"),
          new Gap(
              CBV,
              "8.9",
              "Fields left out of the hash on demand (ignoreFields)",
              "an option of the reference implementation, not of the standard"));

  private Gaps() {}
}
