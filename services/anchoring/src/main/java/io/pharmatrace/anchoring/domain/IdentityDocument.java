package io.pharmatrace.anchoring.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import java.util.List;

/**
 * Who an organisation is. Stays off chain; the chain has only its digest, and a salted digest of
 * each company prefix, because names, GLNs and prefixes are few enough to be guessed.
 *
 * @param organisation its 32 bytes on chain
 * @param name legal name
 * @param gln its party GLN, 13 digits
 * @param companyPrefixes GS1 company prefixes, digits
 * @param salt random
 */
public record IdentityDocument(
    Bytes32 organisation, String name, String gln, List<String> companyPrefixes, Bytes32 salt) {
  public IdentityDocument {
    companyPrefixes = companyPrefixes.stream().sorted().toList();
  }

  /** The document: JSON with sorted names and no white space (JCS), UTF-8. */
  public byte[] encode() {
    StringBuilder json = new StringBuilder("{\"companyPrefixes\":[");
    for (int i = 0; i < companyPrefixes.size(); i++) {
      json.append(i == 0 ? "" : ",");
      quote(json, companyPrefixes.get(i));
    }
    quote(json.append("],\"gln\":"), gln);
    quote(json.append(",\"name\":"), name);
    quote(json.append(",\"organisation\":"), organisation.hex());
    quote(json.append(",\"salt\":"), salt.hex());
    return json.append('}').toString().getBytes(UTF_8);
  }

  /** SHA-256 of the document. */
  public Bytes32 digest() {
    return ContentDigest.ofDocument(encode());
  }

  /** The company prefixes as the chain has them. */
  public CompanyPrefixes prefixes() {
    return new CompanyPrefixes(companyPrefixes, salt);
  }

  // RFC 8785 section 3.2.2.2: two-character escapes where there are any, else \\u00xx, below
  // U+0020.
  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    json.append('"');
  }
}
