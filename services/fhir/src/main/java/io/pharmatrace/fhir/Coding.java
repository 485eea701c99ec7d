package io.pharmatrace.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A code and the system that gives it its meaning.
 *
 * @param system URI, or null
 * @param code or null
 * @param display for people, or null
 */
public record Coding(@Nullable String system, @Nullable String code, @Nullable String display) {

  /** A coding without text for people. */
  public static Coding of(String system, String code) {
    return new Coding(system, code, null);
  }

  /** A coding. */
  public static Coding of(String system, String code, String display) {
    return new Coding(system, code, display);
  }

  /** The coding that an object holds. */
  public static Coding of(Json.Obj object) {
    return new Coding(object.text("system"), object.text("code"), object.text("display"));
  }

  /** True if system and code are these; compared exactly, there is no hierarchy. */
  public boolean is(String otherSystem, String otherCode) {
    return otherSystem.equals(system) && otherCode.equals(code);
  }

  /** As FHIR writes it. */
  public Json.Obj json() {
    return Json.object().text("system", system).text("code", code).text("display", display).build();
  }

  /** As a CodeableConcept. */
  public Json.Obj concept() {
    return Json.object().objects("coding", List.of(json())).build();
  }
}
