package io.pharmatrace.gs1;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Codes that GS1 data borrows from other standards, from {@code code-lists.tsv}. */
final class CodeList {
  private static final Map<String, Set<String>> LISTS =
      Resources.lines("code-lists.tsv").stream()
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toMap(f -> f[0], f -> Set.of(f[1].split(" ", -1))));

  /** ISO 3166-1 numeric, three digits. */
  static final Set<String> COUNTRIES = named("country");

  /** ISO 3166-1 alpha-2. */
  static final Set<String> COUNTRY_LETTERS = Set.of(Locale.getISOCountries());

  /** ISO 4217 numeric, three digits. */
  static final Set<String> CURRENCIES = named("currency");

  /** GS1 code list PackageTypeCode. */
  static final Set<String> PACKAGES = named("package");

  private CodeList() {}

  private static Set<String> named(String name) {
    Set<String> list = LISTS.get(name);
    if (list == null) {
      throw new IllegalStateException("code-lists.tsv has no list " + name + ".");
    }
    return list;
  }
}
