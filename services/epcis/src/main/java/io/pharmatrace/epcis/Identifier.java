package io.pharmatrace.epcis;

import io.pharmatrace.epcis.hash.CanonicalUri;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Result;
import java.util.Objects;
import java.util.Optional;

/**
 * An identifier in an event, as it was given: EPC URN, GS1 Digital Link or any other URI.
 *
 * <p>Two spellings of one GS1 key are two different records with the same {@link #canonical()}.
 *
 * @param uri an absolute URI of at most {@value #MAX_LENGTH} characters
 */
public record Identifier(String uri) {

  /** The longest URI that is taken, in characters. */
  public static final int MAX_LENGTH = 2000;

  public Identifier {
    Objects.requireNonNull(uri);
    if (!isUri(uri)) {
      throw new IllegalArgumentException("not an absolute URI: " + uri);
    }
  }

  /** Reads an identifier; empty if it is no absolute URI or too long. */
  public static Optional<Identifier> parse(String text) {
    return isUri(text) ? Optional.of(new Identifier(text)) : Optional.empty();
  }

  /**
   * The one form of this identifier: the constrained canonical Digital Link URI of a GS1 key
   * ({@code https://id.gs1.org/01/09521234543213/21/ABC}: domain, query and coarser qualifiers such
   * as the batch of a serialised item are dropped, CBV 2.0 section 8.9), else the URI as given.
   */
  public String canonical() {
    return CanonicalUri.of(uri);
  }

  /**
   * The GS1 identifier behind the URI, with every rule of its key checked.
   *
   * @return problems if it is no GS1 identifier, or a wrong one; the event itself may name it all
   *     the same
   */
  public Result<Epc> epc() {
    return Epc.parse(uri);
  }

  /** True if both name the same thing, whatever the spelling. */
  public boolean sameAs(Identifier other) {
    return uri.equals(other.uri) || canonical().equals(other.canonical());
  }

  /** True for a scheme, a colon and something after it, without spaces or control characters. */
  static boolean isUri(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1 || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == '_';
      if (!letter && !(other && i > 0)) {
        return false;
      }
    }
    for (int i = colon + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '\\' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }
}
