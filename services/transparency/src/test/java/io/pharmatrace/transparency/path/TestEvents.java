package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Documents of events, found by the digest that an entry has of them. */
public final class TestEvents {
  /**
   * A document.
   *
   * @param hash event hash
   * @param text what is stored
   */
  public record Document(Bytes32 hash, String text) {
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final Map<Bytes32, Document> ALL = new ConcurrentHashMap<>();

  private TestEvents() {}

  static Bytes32 digest() {
    Bytes32 hash = Bytes32.random();
    Document document =
        new Document(
            hash,
            "{\"eventID\":\"ni:///sha-256;%s?ver=CBV2.0\",\"type\":\"ObjectEvent\"}"
                .formatted(hash.hex()));
    Bytes32 digest = ContentDigest.ofEvent(hash, document.bytes());
    ALL.put(digest, document);
    return digest;
  }

  public static Document document(Bytes32 digest) {
    return Objects.requireNonNull(ALL.get(digest));
  }
}
