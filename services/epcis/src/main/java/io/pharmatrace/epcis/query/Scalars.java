package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the values of parameters, and those of users' fields that a query compares. */
final class Scalars {

  /** As JSON writes it; short enough that no exponent makes a number of endless digits. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

  /** A plus sign that came through a query string unescaped is a space. */
  private static final Pattern SPACED_OFFSET = Pattern.compile(" (?=[0-9]{2}:[0-9]{2}$)");

  private static final int TIME_LENGTH = 40;

  private Scalars() {}

  static Instant time(String text) throws BadParameter {
    return asTime(SPACED_OFFSET.matcher(text).replaceFirst("+"))
        .orElseThrow(
            () -> BadParameter.value(shown(text) + " is no time with an offset (ISO 8601)."));
  }

  static BigDecimal number(String text) throws BadParameter {
    return asNumber(text)
        .orElseThrow(() -> BadParameter.value(shown(text) + " is no decimal number."));
  }

  static int count(String text, int least) throws BadParameter {
    try {
      int count = Integer.parseInt(text);
      if (count >= least) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number that is too small.
    }
    throw BadParameter.value(
        shown(text) + " is no whole number from " + least + " to " + Integer.MAX_VALUE + ".");
  }

  /** Any spelling of a term: bare word, CURIE, URN, URI. */
  static Term term(Vocabulary vocabulary, String text, Map<String, String> prefixes)
      throws BadParameter {
    return Term.parse(vocabulary, expanded(text, prefixes))
        .orElseThrow(
            () -> BadParameter.value(shown(text) + " is neither a standard word nor a URI."));
  }

  static Identifier identifier(String text, Map<String, String> prefixes) throws BadParameter {
    return Identifier.parse(expanded(text, prefixes))
        .orElseThrow(() -> BadParameter.value(shown(text) + " is no absolute URI."));
  }

  static Optional<Instant> asTime(String text) {
    if (text.length() > TIME_LENGTH || text.indexOf('T') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<BigDecimal> asNumber(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** One spelling for each number. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Prefixes of the caller only: those of the standard are known to terms. */
  private static String expanded(String text, Map<String, String> prefixes) {
    int colon = text.indexOf(':');
    if (colon <= 0 || text.startsWith("//", colon + 1)) {
      return text;
    }
    String namespace = prefixes.get(text.substring(0, colon));
    return namespace == null ? text : namespace + text.substring(colon + 1);
  }

  static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
