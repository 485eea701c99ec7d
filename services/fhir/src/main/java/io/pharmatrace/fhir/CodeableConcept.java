package io.pharmatrace.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A concept: the same meaning in several systems, or only a text.
 *
 * @param codings in their order
 * @param text for people, or null
 */
public record CodeableConcept(List<Coding> codings, @Nullable String text) {
  public CodeableConcept {
    codings = List.copyOf(codings);
  }

  /** The concept that an object holds. */
  public static CodeableConcept of(Json.Obj object) {
    return new CodeableConcept(
        object.objects("coding").stream().map(Coding::of).toList(), object.text("text"));
  }

  /** True if one of its codings is this. */
  public boolean has(String system, String code) {
    return codings.stream().anyMatch(coding -> coding.is(system, code));
  }
}
