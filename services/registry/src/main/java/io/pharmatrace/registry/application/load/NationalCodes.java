package io.pharmatrace.registry.application.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Of which country a product's additional identification is the national code (CBV 2.0 section 9,
 * additionalTradeItemIdentification with its TypeCode). The types are those of GS1's code list
 * AdditionalTradeItemIdentificationTypeCode; most that name an authority or register of one country
 * begin with that country, as in US_FDA_NDC or DE_PZN.
 */
final class NationalCodes {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Those that do not begin with their country. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "ANVISA", "BR",
          "ARTG_ID", "AU",
          "DIN", "CA",
          "FDA_NDC_10", "US",
          "FDA_NDC_11", "US",
          "INVIMA", "CO",
          "NPN", "CA",
          "RVG", "NL",
          "Z_INDEX", "NL");

  private NationalCodes() {}

  /**
   * Markets as a table of products has them, as in {@code DE:04150123|FR:3400912345678}.
   *
   * @param types of which kind each of the codes is, in their order
   * @param passedOver is told, in a sentence each, of what cannot be used
   */
  static String markets(List<String> codes, List<String> types, Consumer<String> passedOver) {
    if (codes.size() != types.size()) {
      passedOver.accept(
          "There are %d national codes and %d types of codes; they were passed over."
              .formatted(codes.size(), types.size()));
      return "";
    }
    List<String> markets = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (int i = 0; i < codes.size(); i++) {
      String type = types.get(i);
      Optional<String> country = country(type);
      if (country.isEmpty()) {
        passedOver.accept(
            "A code of type '%s' was passed over: of which country it is, is not known."
                .formatted(type));
      } else if (!named.add(country.get())) {
        passedOver.accept(
            "A code of type '%s' was passed over: there is one of that country already."
                .formatted(type));
      } else {
        markets.add(country.get() + ":" + codes.get(i).replaceAll("[\\s|]+", ""));
      }
    }
    return String.join("|", markets);
  }

  private static Optional<String> country(String type) {
    return type.length() > 3 && type.charAt(2) == '_' && COUNTRIES.contains(type.substring(0, 2))
        ? Optional.of(type.substring(0, 2))
        : Optional.ofNullable(OTHERS.get(type));
  }
}
