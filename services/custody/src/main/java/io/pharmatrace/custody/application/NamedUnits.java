package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ProblemCode;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which units, SGTINs and SSCCs, an event names. Pure. */
final class NamedUnits {
  /** What is said of a URI that is no GS1 key at all. */
  private static final Set<ProblemCode> OTHERS =
      EnumSet.of(
          ProblemCode.UNKNOWN_EPC_SCHEME,
          ProblemCode.DIGITAL_LINK_NO_KEY,
          ProblemCode.INVALID_URI,
          ProblemCode.NO_KEY);

  /**
   * Forms that EPCIS does not have for an SGTIN or SSCC (CBV 2.0 section 8.2: no tag URIs), but
   * that somebody could take for one: what they say of it must not pass unheard.
   */
  private static final Pattern MISNAMED =
      Pattern.compile(
          "urn:epc:(tag:.+|id:(sgtin|sscc):.+)"
              + "|[a-z]+:.*/(01|gtin)/[0-9]{8,14}/(.*/)?(21|ser)/.+"
              + "|[a-z]+:.*/(00|sscc)/[0-9]{18}\\b.*"
              + "|[a-z]+:.*[?&;](01=[0-9]{8,14}\\b.*[&;]21=.+|00=[0-9]{18}\\b.*)",
          Pattern.CASE_INSENSITIVE);

  private NamedUnits() {}

  /** Of these things the units: SGTINs and SSCCs. Custody says nothing of any other. */
  static List<Epc> of(List<Identifier> identifiers) throws Unusable {
    List<Epc> units = new ArrayList<>(identifiers.size());
    for (Identifier identifier : identifiers) {
      switch (Epc.parse(identifier.uri())) {
        case Result.Ok<Epc>(Epc epc) when epc instanceof Sgtin || epc instanceof Sscc ->
            units.add(epc);
        case Result.Problems<Epc> wrong when !OTHERS.contains(wrong.problems().getFirst().code()) ->
            // A GS1 key that is wrong could be a pack that somebody reads all the same.
            throw new Unusable(
                Reason.INVALID_EVENT,
                identifier.uri() + ": " + wrong.problems().getFirst().message());
        default -> { // GRAI, GIAI, a user's own URI...
          if (MISNAMED.matcher(identifier.uri()).matches()) {
            throw new Unusable(
                Reason.INVALID_EVENT,
                identifier.uri() + " means a unit, but is no EPC URN or GS1 Digital Link of one.");
          }
        }
      }
    }
    return units;
  }
}
