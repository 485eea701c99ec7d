package io.pharmatrace.gs1;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pharmacy Product Number of the IFA coding system: two characters of the agency, the national
 * number, two check digits.
 *
 * @param value 5 to 22 capital letters and digits, check digits included
 */
public record Ppn(String value) {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 22;

  /** The agency whose national number is the German PZN of 8 digits. */
  private static final String GERMAN = "11";

  private static final int GERMAN_LENGTH = 12;

  /** GS1's prefix for a GTIN made of a PZN (NTIN). */
  private static final String NTIN_PREFIX = "04150";

  public Ppn {
    Problem.throwIfAny(check(value));
  }

  /** Never throws. */
  public static Result<Ppn> parse(String text) {
    return Checks.result(text, check(text), Ppn::new);
  }

  private static @Nullable Problem check(String text) {
    Problem problem = Checks.text("PPN", null, CharacterSet.SET_39, text, SHORTEST, LONGEST);
    if (problem != null) {
      return problem;
    }
    int end = text.length() - 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = i < end && c >= 'A' && c <= 'Z';
      if (!letter && !CharacterSet.NUMERIC.contains(c)) {
        return Problem.of(
            ProblemCode.INVALID_CHARACTER,
            i,
            "A PPN holds capital letters and digits and ends with two digits.");
      }
    }
    boolean right = Chars.number(text, end, end + 2) == checkDigits(text, end);
    if (!right) {
      return Problem.of(
          ProblemCode.WRONG_CHECK_DIGIT,
          end,
          "The check digits of the PPN are wrong: a character was misread or mistyped.");
    }
    return isGerman(text) && !isPzn(text)
        ? Problem.of(
            ProblemCode.WRONG_CHECK_DIGIT,
            end - 1,
            "The check digit of the PZN in the PPN is wrong.")
        : null;
  }

  /** The sum of the character codes, weighted 2, 3, 4... from the left, modulo 97. */
  private static int checkDigits(String text, int end) {
    int sum = 0;
    for (int i = 0; i < end; i++) {
      sum += text.charAt(i) * (i + 2);
    }
    return sum % 97;
  }

  private static boolean isGerman(String text) {
    return text.startsWith(GERMAN)
        && text.length() == GERMAN_LENGTH
        && CharacterSet.NUMERIC.firstForeign(text, 0, GERMAN_LENGTH) < 0;
  }

  /** Seven digits weighted 1 to 7, modulo 11; no PZN gives 10. */
  private static boolean isPzn(String text) {
    int sum = 0;
    for (int weight = 1; weight <= 7; weight++) {
      sum += (text.charAt(1 + weight) - '0') * weight;
    }
    return sum % 11 == text.charAt(9) - '0';
  }

  /** The German PZN, 8 digits, where the PPN holds one. */
  public Optional<String> pzn() {
    return isGerman(value) ? Optional.of(value.substring(2, 10)) : Optional.empty();
  }

  /** The GTIN (NTIN) of the same article, where the PPN holds a German PZN. */
  public Optional<Gtin> ntin() {
    return pzn().map(pzn -> new Gtin(CheckDigit.append(NTIN_PREFIX + pzn)));
  }

  @Override
  public String toString() {
    return value;
  }
}
