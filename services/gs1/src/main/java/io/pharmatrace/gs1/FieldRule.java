package io.pharmatrace.gs1;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks of a part of an identifier's data beyond length and character set, by the names that the
 * GS1 Barcode Syntax Dictionary gives them. They see data that already has the right characters.
 */
public enum FieldRule {
  CSUM(FieldChecks::checkDigit),
  CSUMALPHA(CheckCharacters::check),
  GCPPOS1((text, from, to) -> FieldChecks.companyPrefix(text, from, to)),
  GCPPOS2((text, from, to) -> FieldChecks.companyPrefix(text, from + 1, to)),
  /** YYMMDD, day 00 allowed. */
  YYMMD0((text, from, to) -> FieldChecks.date(text, from, true)),
  YYMMDD((text, from, to) -> FieldChecks.date(text, from, false)),
  YYYYMMDD(FieldChecks::longDate),
  HHMI((text, from, to) -> FieldChecks.time(text, from, to, 24, 60)),
  HH((text, from, to) -> FieldChecks.time(text, from, to, 24)),
  MI((text, from, to) -> FieldChecks.time(text, from, to, 60)),
  SS((text, from, to) -> FieldChecks.time(text, from, to, 60)),
  ISO3166((text, from, to) -> FieldChecks.country(text, from, to, CodeList.COUNTRIES)),
  ISO3166999(
      (text, from, to) ->
          text.startsWith("999", from)
              ? null
              : FieldChecks.country(text, from, to, CodeList.COUNTRIES)),
  ISO3166ALPHA2((text, from, to) -> FieldChecks.country(text, from, to, CodeList.COUNTRY_LETTERS)),
  ISO4217(
      (text, from, to) ->
          CodeList.CURRENCIES.contains(text.substring(from, to))
              ? null
              : Problem.of(
                  ProblemCode.INVALID_CURRENCY_CODE,
                  from,
                  "this currency code is not in ISO 4217.")),
  /** Biological sex. */
  ISO5218((text, from, to) -> oneOf("0129", text, from, "is 0, 1, 2 or 9")),
  IBAN(FieldChecks::iban),
  /** Of character set 64, which the dictionary checks without naming a rule. */
  BASE64PADDING(FieldChecks::base64Padding),
  PCENC(FieldChecks::percentEncoding),
  /** Ten digits: degrees from the South Pole times 10^7. */
  LATITUDE((text, from, to) -> FieldChecks.atMost(text, from, to, 1_800_000_000L)),
  /** Ten digits: degrees from 180 degrees West times 10^7. */
  LONGITUDE((text, from, to) -> FieldChecks.atMost(text, from, to, 3_600_000_000L)),
  YESNO((text, from, to) -> oneOf("01", text, from, "is 0 for no or 1 for yes")),
  HYPHEN((text, from, to) -> oneOf("-", text, from, "may end with a minus sign only")),
  IMPORTERIDX(
      (text, from, to) ->
          oneOf(
              CharacterSet.SET_64.characters().replace("=", ""),
              text,
              from,
              "ends with a letter, a digit, - or _")),
  /** AIDC media type: 01 to 10 and 80 to 99 are assigned. */
  MEDIATYPE(FieldChecks::mediaType),
  PACKAGETYPE(
      (text, from, to) ->
          isIn(CodeList.PACKAGES, text, from, to, "this package type is not in the GS1 list.")),
  NONZERO((text, from, to) -> FieldChecks.nonZero(text, from, to)),
  ZERO((text, from, to) -> oneOf("0", text, from, "begins with 0")),
  NOZEROPREFIX(
      (text, from, to) ->
          text.charAt(from) == '0'
              ? Problem.of(ProblemCode.INVALID_FIELD, from, "the number begins with 0.")
              : null),
  /** Winding direction of a roll. */
  WINDING((text, from, to) -> oneOf("019", text, from, "is 0, 1 or 9")),
  PIECEOFTOTAL(FieldChecks::pieceOfTotal),
  POSINSEQSLASH(FieldChecks::positionInSequence),
  HASNONDIGIT(
      (text, from, to) ->
          CharacterSet.NUMERIC.firstForeign(text, from, to) < 0
              ? Problem.of(
                  ProblemCode.INVALID_FIELD, from, "at least one character must not be a digit.")
              : null),
  COUPONCODE(CouponCode::check),
  COUPONPOSOFFER(CouponPositiveOffer::check);

  /** The check of {@code text[from, to)}: a problem whose message continues a sentence, or null. */
  interface Check {
    @Nullable Problem apply(String text, int from, int to);
  }

  @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
  private final Check check;

  FieldRule(Check check) {
    this.check = check;
  }

  @Nullable Problem check(String text, int from, int to) {
    return check.apply(text, from, to);
  }

  private static @Nullable Problem oneOf(String allowed, String text, int at, String rule) {
    return allowed.indexOf(text.charAt(at)) >= 0
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, at, "this field " + rule + ".");
  }

  private static @Nullable Problem isIn(
      Set<String> codes, String text, int from, int to, String otherwise) {
    return codes.contains(text.substring(from, to))
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, from, otherwise);
  }
}
