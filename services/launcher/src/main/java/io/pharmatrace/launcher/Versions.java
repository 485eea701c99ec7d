package io.pharmatrace.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Versions that the build wrote down. */
public final class Versions {
  private Versions() {}

  /**
   * Reads one version.
   *
   * @param key of versions.properties, as in "version" (PharmaTrace's own)
   */
  public static String of(String key) {
    Properties versions = new Properties();
    try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(file, "versions.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read versions.properties", e);
    }
    return Objects.requireNonNull(versions.getProperty(key), key);
  }
}
