package io.pharmatrace.launcher.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an archive beside it, in JSON.
 *
 * @param format of the lines
 * @param gtin of the product
 * @param lot batch number
 * @param file name of the file beside the manifest
 * @param bytes of the file
 * @param sha256 of the file, 64 hex digits
 * @param digest SHA-256 of the lines, 64 hex digits: what the server compares
 * @param lines how many of each kind
 * @param downloaded when, UTC
 * @param by user name
 * @param archived when the server removed the history, or null when that is not known to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Manifest(
    String format,
    String gtin,
    String lot,
    String file,
    long bytes,
    String sha256,
    String digest,
    Map<String, Long> lines,
    String downloaded,
    String by,
    @Nullable String archived) {
  static final String SUFFIX = ".manifest.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Manifest {
    lines = new TreeMap<>(lines);
  }

  Batch batch() {
    return new Batch(gtin, lot);
  }

  /** The same of a batch whose history was removed. */
  Manifest archivedAt(String time) {
    return new Manifest(
        format, gtin, lot, file, bytes, sha256, digest, lines, downloaded, by, time);
  }

  /** Reads one. */
  static Manifest read(Path path) {
    try {
      return JSON.readValue(path.toFile(), Manifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest " + path + " cannot be read", e);
    }
  }

  /** Writes it; afterwards it is on disk whole, whatever happens. */
  void write(Path directory) {
    Path path = batch().manifest(directory);
    try {
      Path draft = path.resolveSibling(path.getFileName() + ".new");
      Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      keep(draft, path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  /** Puts a finished file into its place, so that a power cut leaves it there. */
  static void keep(Path draft, Path place) throws IOException {
    sync(draft, StandardOpenOption.WRITE);
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path directory = place.toAbsolutePath().getParent();
    if (directory != null) {
      sync(directory, StandardOpenOption.READ);
    }
  }

  /** Makes a directory where there is none, so that a power cut leaves it there. */
  static void makeDirectory(Path directory) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (@Nullable Path path = directory.toAbsolutePath();
        path != null && !Files.exists(path);
        path = path.getParent()) {
      missing.add(path);
    }
    Files.createDirectories(directory);
    for (Path made : missing) {
      @Nullable Path parent = made.getParent();
      if (parent != null) {
        sync(parent, StandardOpenOption.READ);
      }
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /**
   * Reads the file again and holds it against this.
   *
   * @throws Failure when it is not what was downloaded
   */
  void check(Path directory) {
    Path path = directory.resolve(file);
    Reading found = Reading.of(path);
    if (!found.sha256().equals(sha256)
        || !found.digest().equals(digest)
        || !found.lines().equals(lines)) {
      throw new Failure(
          "The archive " + path + " is damaged",
          "its content is not what its manifest says",
          archived == null
              ? "It is not known whether the server still has the history: keep the file. If"
                  + " ./pharmatrace archive list names the batch, move the file and its manifest"
                  + " away and run the command again; else take it from a copy."
              : "Take it from a copy.");
    }
  }
}
