package io.pharmatrace.epcis;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a vocabulary: a standard word in its bare form ({@code in_transit}), or the full URI
 * of a user's own value. URN, Web URI, CURIE and bare form of a standard word are the same term.
 *
 * @param vocabulary where the value is taken from
 * @param value bare word of the vocabulary, or an absolute URI
 * @param givenAsWebUri whether the standard word was read from its Web URI; makes no other term
 */
public record Term(Vocabulary vocabulary, String value, boolean givenAsWebUri) {

  private static final String CBV_CURIE = "cbv:";
  private static final String CBV_WEB = "https://ref.gs1.org/cbv/";
  private static final String GS1_CURIE = "gs1:";
  private static final String GS1_WEB = "https://gs1.org/voc/";
  private static final String GS1_WEB_OLD = "https://ref.gs1.org/voc/";

  /** A term that nobody has spelled yet. */
  public Term(Vocabulary vocabulary, String value) {
    this(vocabulary, value, false);
  }

  public Term {
    Objects.requireNonNull(vocabulary);
    if (!isTerm(vocabulary, value)) {
      throw new IllegalArgumentException("not a term of " + vocabulary + ": " + value);
    }
  }

  /**
   * Reads any spelling of a term.
   *
   * @return empty if the text is neither a word of the vocabulary nor a URI, or a URI in one of
   *     GS1's own namespaces that the standard does not define for this vocabulary
   */
  public static Optional<Term> parse(Vocabulary vocabulary, String text) {
    String value = bare(vocabulary, text.strip());
    boolean web = text.strip().startsWith("https:") && vocabulary.has(value);
    return isTerm(vocabulary, value)
        ? Optional.of(new Term(vocabulary, value, web))
        : Optional.empty();
  }

  /**
   * A business step, for example {@code commissioning}.
   *
   * @throws IllegalArgumentException if it is neither a standard word nor a URI
   */
  public static Term bizStep(String word) {
    return of(Vocabulary.BIZ_STEP, word);
  }

  /**
   * A disposition, for example {@code in_transit}.
   *
   * @throws IllegalArgumentException if it is neither a standard word nor a URI
   */
  public static Term disposition(String word) {
    return of(Vocabulary.DISPOSITION, word);
  }

  /**
   * A term that the program itself names.
   *
   * @throws IllegalArgumentException if it is neither a standard word nor a URI
   */
  public static Term of(Vocabulary vocabulary, String text) {
    return parse(vocabulary, text)
        .orElseThrow(
            () -> new IllegalArgumentException("not a term of " + vocabulary + ": " + text));
  }

  private static boolean isTerm(Vocabulary vocabulary, String value) {
    if (vocabulary.has(value)) {
      return true;
    }
    if (!Identifier.isUri(value) || !Vocabulary.isReserved(value)) {
      return Identifier.isUri(value);
    }
    // The Web URI of a standard word is a term, too: some writers want it spelled out.
    return value.startsWith(vocabulary.webPrefix())
        && vocabulary.allows(value.substring(vocabulary.webPrefix().length()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Term term && term.vocabulary == vocabulary && term.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(vocabulary, value);
  }

  /** True for a word of the standard. */
  public boolean isStandard() {
    return vocabulary.has(value);
  }

  /** True if this is the given word of the standard. */
  public boolean is(String word) {
    return value.equals(word);
  }

  /** The Web URI of a standard word, else the user's URI. */
  public String webUri() {
    return isStandard() ? vocabulary.webPrefix() + value : value;
  }

  /** The URN of a standard word where the standard has one, else the Web URI or user's URI. */
  public String urn() {
    return isStandard() && !vocabulary.urnPrefix().isEmpty()
        ? vocabulary.urnPrefix() + value
        : webUri();
  }

  private static String bare(Vocabulary vocabulary, String text) {
    String web = text;
    if (!vocabulary.urnPrefix().isEmpty() && text.startsWith(vocabulary.urnPrefix())) {
      web = vocabulary.webPrefix() + text.substring(vocabulary.urnPrefix().length());
    } else if (text.startsWith(CBV_CURIE)) {
      web = CBV_WEB + text.substring(CBV_CURIE.length());
    } else if (text.startsWith(GS1_CURIE)) {
      web = GS1_WEB + text.substring(GS1_CURIE.length());
    } else if (text.startsWith(GS1_WEB_OLD)) {
      web = GS1_WEB + text.substring(GS1_WEB_OLD.length());
    }
    if (web.startsWith(vocabulary.webPrefix())) {
      String word = web.substring(vocabulary.webPrefix().length());
      return vocabulary.has(word) ? word : web;
    }
    return web;
  }
}
