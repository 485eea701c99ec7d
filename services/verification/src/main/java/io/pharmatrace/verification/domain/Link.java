package io.pharmatrace.verification.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link from a product to something about it (GS1-Conformant Resolver Standard).
 *
 * @param type what the target is: a name of the GS1 Web Vocabulary, such as {@code pip}
 * @param href absolute URI
 * @param title for people
 * @param mediaType of the target, if it is known
 * @param language of the target (BCP 47), if it has one
 */
public record Link(
    String type, String href, String title, @Nullable String mediaType, @Nullable String language) {
  /** Where the GS1 Web Vocabulary is. */
  public static final String VOCABULARY = "https://ref.gs1.org/voc/";

  /** The type of the link that is followed when none is asked for. */
  public static final String DEFAULT = "defaultLink";

  private static final Pattern TYPE =
      Pattern.compile("(?:gs1:|https://(?:ref\\.)?gs1\\.org/voc/)?([A-Za-z][A-Za-z0-9]{0,49})");

  /**
   * The name of a link type as it is written: {@code gs1:pip}, its URI, or the bare name, as the
   * GS1 Lightweight Messaging Standard does.
   *
   * @return empty when it is none of the GS1 Web Vocabulary
   */
  public static Optional<String> typeOf(String text) {
    Matcher type = TYPE.matcher(text);
    return type.matches() ? Optional.of(type.group(1)) : Optional.empty();
  }

  /** The relation in a link set (RFC 9264 section 4.2.4.2). */
  public String relation() {
    return VOCABULARY + type;
  }
}
