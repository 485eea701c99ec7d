package io.pharmatrace.epcis;

import io.pharmatrace.gs1.Epc;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** How identifiers are spelled when they are written. */
public final class Spelling {

  /** As they were read: a conversion loses nothing. */
  public static final UnaryOperator<String> AS_GIVEN = UnaryOperator.identity();

  /**
   * EPC URNs become canonical Digital Link URIs, everything else stays. The length of the company
   * prefix, which only a URN tells, is lost.
   */
  public static final UnaryOperator<String> DIGITAL_LINK =
      uri -> uri.startsWith("urn:epc:") ? new Identifier(uri).canonical() : uri;

  private static final Pattern COMPANY_PREFIX = Pattern.compile("[0-9]{6,12}");

  private Spelling() {}

  /**
   * GS1 Digital Links become EPC URNs, as EPCIS 1.2 knows them, where the key has one of the given
   * company prefixes; everything else stays. Domain and query of the link, and the batch of a
   * serialised item, are lost.
   *
   * @param companyPrefixes GS1 company prefixes of 6 to 12 digits; a link does not tell where its
   *     prefix ends
   * @throws IllegalArgumentException if one is no company prefix
   */
  public static UnaryOperator<String> urn(Collection<String> companyPrefixes) {
    List<String> prefixes = List.copyOf(companyPrefixes);
    for (String prefix : prefixes) {
      if (!COMPANY_PREFIX.matcher(prefix).matches()) {
        throw new IllegalArgumentException(
            "'" + prefix + "' is no GS1 company prefix of 6 to 12 digits");
      }
    }
    return uri ->
        uri.startsWith("http")
            ? Epc.parse(uri)
                .toOptional()
                .flatMap(epc -> prefixes.stream().flatMap(p -> urn(epc, p).stream()).findFirst())
                .orElse(uri)
            : uri;
  }

  /**
   * The event with standard words spelled out as Web URIs; XML has URNs for all others, JSON bare
   * words.
   *
   * @param which of them; {@link Term#givenAsWebUri} for those that came so
   */
  public static EpcisEvent webTerms(EpcisEvent event, Predicate<Term> which) {
    return Respelled.of(
        event,
        AS_GIVEN,
        term -> which.test(term) ? new Term(term.vocabulary(), term.webUri()) : term);
  }

  /** Empty if the key does not have this prefix. */
  private static Optional<String> urn(Epc epc, String prefix) {
    try {
      // urn:epc:id:sgtin:PREFIX.ITEM.SERIAL
      String urn = epc.urn(prefix.length());
      return Optional.of(urn).filter(text -> text.split(":", 5)[4].startsWith(prefix + "."));
    } catch (IllegalArgumentException keyIsTooShort) {
      return Optional.empty();
    }
  }
}
