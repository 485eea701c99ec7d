package io.pharmatrace.besu;

import java.net.URI;

/**
 * A published distribution of Besu.
 *
 * @param version as in {@code 26.4.0}; the zip holds one directory {@code besu-VERSION}
 * @param url of the zip
 * @param sha256 of the zip, 64 lower-case hexadecimal digits
 */
public record BesuRelease(String version, URI url, String sha256) {
  /** What is downloaded unless a user names a distribution. Needs Java 21 or later. */
  public static final BesuRelease PINNED =
      new BesuRelease(
          "26.4.0",
          URI.create(
              "https://github.com/hyperledger/besu/releases/download/26.4.0/besu-26.4.0.zip"),
          "ddf8438cb46cd23d4a8dba951d76c88c1024c82c2ecf0bd33ff7ab146d412083");

  /** Checks the forms. */
  public BesuRelease {
    if (!version.matches("[0-9A-Za-z.-]{1,40}")) {
      throw new IllegalArgumentException("no version: " + version);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no SHA-256: " + sha256);
    }
  }

  /** The directory inside the zip. */
  String directoryName() {
    return "besu-" + version;
  }
}
