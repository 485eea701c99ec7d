package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Global Trade Item Number, AI (01), always as 14 digits: a shorter GTIN is padded with zeros (GS1
 * General Specifications 3.3.2). As an {@link Epc} it names the class of all instances.
 *
 * @param digits 14 digits, the last one the check digit
 */
public record Gtin(String digits) implements Epc {

  public Gtin {
    Problem.throwIfAny(Checks.key("GTIN", "01", digits, 14));
  }

  /**
   * A GTIN of 8, 12, 13 or 14 digits.
   *
   * @throws IllegalArgumentException with a sentence when it is none
   */
  public static Gtin of(String digits) {
    return parse(digits).orElseThrow();
  }

  /** A GTIN of 8, 12, 13 or 14 digits; never throws. */
  public static Result<Gtin> parse(String text) {
    int length = text.length();
    boolean known = length == 8 || (length >= 12 && length <= 14);
    if (!known) {
      Problem problem = Checks.text("GTIN", "01", CharacterSet.NUMERIC, text, 14, 14);
      return problem != null && problem.code() == ProblemCode.INVALID_CHARACTER
          ? Result.problem(problem)
          : Result.problem(
              new Problem(
                  length < 14 ? ProblemCode.VALUE_TOO_SHORT : ProblemCode.VALUE_TOO_LONG,
                  Math.min(length, 14),
                  "01",
                  "A GTIN has 8, 12, 13 or 14 digits; this has " + length + " characters."));
    }
    int padding = 14 - length;
    String padded = "0".repeat(padding) + text;
    @Nullable Problem problem = Checks.key("GTIN", "01", padded, 14);
    return Checks.result(padded, problem == null ? null : problem.at(-padding, "01"), Gtin::new);
  }

  /** The first digit: 0 for a base unit, 1 to 8 for packagings of it, 9 for variable measure. */
  public int indicator() {
    return digits.charAt(0) - '0';
  }

  /** The shortest standard form: 8, 12, 13 or 14 digits. */
  public String shortDigits() {
    if (digits.startsWith("000000")) {
      return digits.substring(6);
    }
    return digits.startsWith("00")
        ? digits.substring(2)
        : digits.substring(indicator() == 0 ? 1 : 0);
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", digits));
  }

  @Override
  public boolean namesClass() {
    return true;
  }

  @Override
  public String urn(int companyPrefixLength) {
    return "urn:epc:idpat:sgtin:" + EpcUrn.gtin(this, companyPrefixLength) + ".*";
  }

  @Override
  public String toString() {
    return digits;
  }
}
