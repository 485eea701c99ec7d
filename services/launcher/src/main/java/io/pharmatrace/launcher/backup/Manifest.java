package io.pharmatrace.launcher.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said of a backup beside its files, in {@code manifest.json}; written last, so that what
 * was cut short has none.
 *
 * @param format of the backup, {@value #FORMAT}
 * @param pharmatrace version that made it
 * @param postgres version of the database's files, as in "17"
 * @param finished when, UTC: the database is as it was then
 * @param keys whether it holds secrets and keys
 * @param directories of the database, also empty ones
 * @param files each with its size and checksum
 */
record Manifest(
    int format,
    String pharmatrace,
    String postgres,
    String finished,
    boolean keys,
    List<String> directories,
    List<Entry> files) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  /** A name that leads nowhere else, whatever it is resolved against. */
  private static final String STEP = "(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}]{1,255}";

  private static final Pattern DATABASE = Pattern.compile("database(?:/" + STEP + ")+");
  private static final Pattern FILE =
      Pattern.compile(DATABASE.pattern() + "|(?:secrets|keys)/" + STEP);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A file.
   *
   * @param path within the backup
   * @param bytes its size
   * @param sha256 64 hex digits
   */
  record Entry(String path, long bytes, String sha256) {}

  Manifest {
    directories = List.copyOf(directories);
    files = List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  void write(Path backup) throws IOException {
    Files.writeString(
        backup.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
  }

  /**
   * Reads the manifest of a backup.
   *
   * @throws Failure when the directory is no backup, or one that this version cannot read
   */
  static Manifest read(Path backup) throws IOException {
    try {
      Manifest manifest = JSON.readValue(Files.readAllBytes(backup.resolve(NAME)), Manifest.class);
      if (manifest.format != FORMAT) {
        throw new Failure(
            "cannot restore " + backup,
            "its format is %d, and this version reads %d".formatted(manifest.format, FORMAT),
            "Use PharmaTrace " + manifest.pharmatrace + ".");
      }
      Stream.concat(
              manifest.files.stream()
                  .map(Entry::path)
                  .filter(path -> !FILE.matcher(path).matches()),
              manifest.directories.stream().filter(path -> !DATABASE.matcher(path).matches()))
          .findFirst()
          .ifPresent(
              path -> {
                throw new Failure(
                    "cannot restore " + backup,
                    "it names a file outside: " + path,
                    "Take another.");
              });
      return manifest;
    } catch (NoSuchFileException e) {
      throw new Failure(
          "cannot restore " + backup,
          "it has no " + NAME + ", so it is no backup or was cut short",
          "Name a directory that ./pharmatrace backup made.",
          e);
    } catch (JacksonException e) {
      throw new Failure(
          "cannot restore " + backup, "its " + NAME + " is damaged", "Take another backup.", e);
    }
  }
}
