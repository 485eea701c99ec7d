package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * Checks of a part of an identifier's data beyond length and character set, by the names that the
 * GS1 Barcode Syntax Dictionary gives them. They see data that already has the right characters.
 */
public enum FieldRule {
  CSUM,
  CSUMALPHA,
  GCPPOS1,
  GCPPOS2,
  /** YYMMDD, day 00 allowed. */
  YYMMD0,
  YYMMDD,
  YYYYMMDD,
  HHMI,
  HH,
  MI,
  SS,
  ISO3166,
  /** ISO 3166, or 999 for several countries. */
  ISO3166999,
  ISO3166ALPHA2,
  ISO4217,
  /** Biological sex. */
  ISO5218,
  IBAN,
  /** Of character set 64, which the dictionary checks without naming a rule. */
  BASE64PADDING,
  PCENC,
  /** Ten digits: degrees from the South Pole times 10^7. */
  LATITUDE,
  /** Ten digits: degrees from 180 degrees West times 10^7. */
  LONGITUDE,
  YESNO,
  HYPHEN,
  IMPORTERIDX,
  /** AIDC media type: 01 to 10 and 80 to 99 are assigned. */
  MEDIATYPE,
  PACKAGETYPE,
  NONZERO,
  ZERO,
  NOZEROPREFIX,
  /** Winding direction of a roll. */
  WINDING,
  PIECEOFTOTAL,
  POSINSEQSLASH,
  HASNONDIGIT,
  COUPONCODE,
  COUPONPOSOFFER;

  private static final String IMPORTER_INDEXES = CharacterSet.SET_64.characters().replace("=", "");

  /** The check of {@code text[from, to)}: a problem whose message continues a sentence, or null. */
  @Nullable Problem check(String text, int from, int to) {
    return switch (this) {
      case CSUM -> FieldChecks.checkDigit(text, from, to);
      case CSUMALPHA -> CheckCharacters.check(text, from, to);
      case GCPPOS1 -> FieldChecks.companyPrefix(text, from, to);
      case GCPPOS2 -> FieldChecks.companyPrefix(text, from + 1, to);
      case YYMMD0 -> FieldChecks.date(text, from, true);
      case YYMMDD -> FieldChecks.date(text, from, false);
      case YYYYMMDD -> FieldChecks.longDate(text, from, to);
      case HHMI -> FieldChecks.time(text, from, to, 24, 60);
      case HH -> FieldChecks.time(text, from, to, 24);
      case MI, SS -> FieldChecks.time(text, from, to, 60);
      case ISO3166 -> FieldChecks.country(text, from, to, CodeList.COUNTRIES);
      case ISO3166999 ->
          text.startsWith("999", from)
              ? null
              : FieldChecks.country(text, from, to, CodeList.COUNTRIES);
      case ISO3166ALPHA2 -> FieldChecks.country(text, from, to, CodeList.COUNTRY_LETTERS);
      case ISO4217 -> FieldChecks.currency(text, from, to);
      case ISO5218 -> oneOf("0129", text, from, "is 0, 1, 2 or 9");
      case IBAN -> FieldChecks.iban(text, from, to);
      case BASE64PADDING -> FieldChecks.base64Padding(text, from, to);
      case PCENC -> FieldChecks.percentEncoding(text, from, to);
      case LATITUDE -> FieldChecks.atMost(text, from, to, 1_800_000_000L);
      case LONGITUDE -> FieldChecks.atMost(text, from, to, 3_600_000_000L);
      case YESNO -> oneOf("01", text, from, "is 0 for no or 1 for yes");
      case HYPHEN -> oneOf("-", text, from, "may end with a minus sign only");
      case IMPORTERIDX ->
          oneOf(IMPORTER_INDEXES, text, from, "ends with a letter, a digit, - or _");
      case MEDIATYPE -> FieldChecks.mediaType(text, from, to);
      case PACKAGETYPE -> FieldChecks.packageType(text, from, to);
      case NONZERO -> FieldChecks.nonZero(text, from, to);
      case ZERO -> oneOf("0", text, from, "begins with 0");
      case NOZEROPREFIX -> FieldChecks.noZeroInFront(text, from);
      case WINDING -> oneOf("019", text, from, "is 0, 1 or 9");
      case PIECEOFTOTAL -> FieldChecks.pieceOfTotal(text, from, to);
      case POSINSEQSLASH -> FieldChecks.positionInSequence(text, from, to);
      case HASNONDIGIT -> FieldChecks.hasNonDigit(text, from, to);
      case COUPONCODE -> CouponCode.check(text, from, to);
      case COUPONPOSOFFER -> CouponPositiveOffer.check(text, from, to);
    };
  }

  private static @Nullable Problem oneOf(String allowed, String text, int at, String rule) {
    return allowed.indexOf(text.charAt(at)) >= 0
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, at, "this field " + rule + ".");
  }
}
