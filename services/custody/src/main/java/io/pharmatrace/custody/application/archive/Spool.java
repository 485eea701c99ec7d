package io.pharmatrace.custody.application.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Counts lines and computes their SHA-256 while they go by. Of one thread. */
final class Spool implements Consumer<String>, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest sha256 = sha256();
  private final OutputStream to;

  private Spool(OutputStream to) {
    this.to = to;
  }

  /** One that keeps nothing. */
  static Spool nowhere() {
    return new Spool(OutputStream.nullOutputStream());
  }

  /** One into a file, compressed. */
  static Spool into(Path file) {
    try {
      OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
      return new Spool(new GZIPOutputStream(raw, BUFFER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's content; the file is deleted when that is closed. */
  static InputStream content(Path file) {
    try {
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(String line) {
    byte[] bytes = (line + '\n').getBytes(UTF_8);
    sha256.update(bytes);
    try {
      to.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the lines, each with its line feed, so far: 64 hex digits in lower case; asked once. */
  String digest() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public void close() {
    try {
      to.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
