package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Period;
import io.pharmatrace.fhir.ProblemCode;
import org.jspecify.annotations.Nullable;

/** R4's own rules between values, by the names that R4 gives them. */
final class Invariants {
  private Invariants() {}

  static void check(String owner, Json.Obj object, String at, Problems problems) {
    String broken =
        switch (owner) {
          case "Period" -> period(object);
          case "Attachment" ->
              has(object, "data") && !has(object, "contentType")
                  ? "What has data says of which contentType (att-1)."
                  : null;
          case "ContactPoint" ->
              has(object, "value") && !has(object, "system")
                  ? "What has a value says in which system (cpt-2)."
                  : null;
          case "Quantity" ->
              has(object, "code") && !has(object, "system")
                  ? "A code of a unit says in which system (qty-3)."
                  : null;
          case "Consent" ->
              has(object, "policy") ? null : "A consent names the policy it is about (ppc-1).";
          case "AuditEvent.entity" ->
              has(object, "name") && has(object, "query")
                  ? "An entity has a name or a query, not both (sev-1)."
                  : null;
          case "MedicationDispense" ->
              isAfter(object, "whenPrepared", "whenHandedOver")
                  ? "whenHandedOver is not surely after whenPrepared (mdd-1)."
                  : null;
          default -> null;
        };
    if (broken != null) {
      problems.add(ProblemCode.RULE_BROKEN, at, broken);
    }
  }

  /** A value as a message may quote it. */
  static String shown(Json value) {
    return switch (value) {
      case Json.Text(String text) -> text;
      case Json.Num(String literal) -> literal;
      case Json.Bool(boolean flag) -> Boolean.toString(flag);
      case Json.Arr ignored -> "a list";
      case Json.Obj ignored -> "an object";
    };
  }

  private static boolean has(Json.Obj object, String name) {
    return object.get(name) != null;
  }

  private static @Nullable String period(Json.Obj object) {
    Period period = new Period(time(object, "start"), time(object, "end"));
    return period.isOrdered()
        ? null
        : "The end of a period is not before its start; write both to the day or both to the second"
            + " (per-1).";
  }

  private static boolean isAfter(Json.Obj object, String first, String second) {
    FhirTime before = time(object, first);
    FhirTime after = time(object, second);
    return before != null && after != null && !before.isNotAfter(after);
  }

  /** A time, or null if there is none or it is told elsewhere that it is none. */
  private static @Nullable FhirTime time(Json.Obj object, String name) {
    String text = object.text(name);
    return text == null ? null : FhirTime.parse(text, FhirTime.Form.DATE_TIME);
  }
}
