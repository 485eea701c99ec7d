package io.pharmatrace.custody.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sender's own number stood for, so that it is noticed when it comes again for another. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of the parts, in hexadecimal. */
  static String of(@Nullable Object... parts) {
    String all = Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("\n"));
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
