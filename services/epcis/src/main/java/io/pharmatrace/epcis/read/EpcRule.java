package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Problem;
import io.pharmatrace.gs1.ProblemCode;
import io.pharmatrace.gs1.Result;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which GS1 keys a field takes. A URI that is none is always taken; one that is clearly meant to be
 * a GS1 key must be a right one (EPC Tag Data Standard 2.0 section 6, Digital Link URI Syntax 1.2).
 */
public enum EpcRule {
  /** Any key. */
  ANY,
  /**
   * A single thing. GS1's own examples name classes in {@code epcList}, too; what is refused is a
   * pattern.
   */
  THING,
  /** A single thing and nothing else. */
  INSTANCE,
  /** A class of things: a GTIN, a batch, or a pattern. */
  CLASS;

  private static final Set<ProblemCode> NO_KEY =
      Set.of(
          ProblemCode.UNKNOWN_EPC_SCHEME,
          ProblemCode.DIGITAL_LINK_NO_KEY,
          ProblemCode.INVALID_URI,
          ProblemCode.NO_KEY);

  /** A Digital Link of another domain: an application identifier of a key and enough digits. */
  private static final Pattern LINK =
      Pattern.compile("/(0[01]|253|255|40[12]|41[47]|80(0[346]|1[078]))/[0-9]{12}");

  /** What is wrong, as a sentence, or null. */
  public @Nullable String fault(Identifier id) {
    String uri = id.uri();
    String start = uri.substring(0, Math.min(uri.length(), 24)).toLowerCase(Locale.ROOT);
    boolean urn = start.startsWith("urn:epc:");
    boolean link =
        start.startsWith("https://id.gs1.org/")
            || start.startsWith("http://id.gs1.org/")
            || (start.startsWith("http") && LINK.matcher(uri).find());
    if (!urn && !link) {
      return null;
    }
    return switch (id.epc()) {
      case Result.Ok<Epc>(Epc epc) -> other(epc, start);
      case Result.Problems<Epc> wrong -> fault(uri, wrong.problems().getFirst());
    };
  }

  private @Nullable String other(Epc epc, String start) {
    return switch (this) {
      case ANY -> null;
      case THING -> start.startsWith("urn:epc:idpat:") ? "A pattern names no single thing." : null;
      case INSTANCE -> epc.namesClass() ? "A class of things stands for a single one here." : null;
      case CLASS -> epc.namesClass() ? null : "A single thing stands for a class here.";
    };
  }

  private static @Nullable String fault(String uri, Problem problem) {
    return NO_KEY.contains(problem.code())
        ? null
        : Problems.quote(uri) + " is no right GS1 key: " + problem.message();
  }
}
