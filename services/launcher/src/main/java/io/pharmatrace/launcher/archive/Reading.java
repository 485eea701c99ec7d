package io.pharmatrace.launcher.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * What a file turned out to hold.
 *
 * @param sha256 of the file, 64 hex digits
 * @param digest SHA-256 of the lines, 64 hex digits
 * @param lines how many of each kind
 */
record Reading(String sha256, String digest, Map<String, Long> lines) {
  /** The only format there is. */
  static final String FORMAT = "pharmatrace-archive/1";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Reading {
    lines = new TreeMap<>(lines);
  }

  /**
   * Reads a file to its end, a line at a time.
   *
   * @throws Failure when it is no archive, or not whole
   */
  static Reading of(Path path) {
    MessageDigest file = sha256Digest();
    MessageDigest text = sha256Digest();
    Map<String, Long> lines = new TreeMap<>();
    try (InputStream raw = new DigestInputStream(Files.newInputStream(path), file);
        BufferedReader reader = reader(raw)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.update(line.getBytes(UTF_8));
        text.update((byte) '\n');
        lines.merge(kind(line), 1L, Long::sum);
      }
      raw.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return new Reading(hex(file), hex(text), lines);
  }

  /**
   * Goes through the lines of a file.
   *
   * @param each gets one; says whether it wants more
   * @throws Failure when it is no archive of this format
   */
  static void each(Path path, Predicate<JsonNode> each) {
    try (BufferedReader reader = reader(Files.newInputStream(path))) {
      String line = reader.readLine();
      JsonNode head = line == null ? JSON.createObjectNode() : JSON.readTree(line);
      if (!head.path("format").asText().equals(FORMAT)) {
        throw new IOException("it does not begin as " + FORMAT + " does");
      }
      while (line != null && each.test(JSON.readTree(line))) {
        line = reader.readLine();
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static BufferedReader reader(InputStream raw) throws IOException {
    return new BufferedReader(new InputStreamReader(new GZIPInputStream(raw, 1 << 16), UTF_8));
  }

  private static String kind(String line) throws IOException {
    String kind = JSON.readTree(line).path("kind").asText();
    if (kind.isEmpty()) {
      throw new IOException("a line says not what it is");
    }
    return kind;
  }

  private static Failure unreadable(Path path, IOException cause) {
    return new Failure(
        "The archive " + path + " cannot be read",
        String.valueOf(cause.getMessage()),
        "Take it from a copy.",
        cause);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
