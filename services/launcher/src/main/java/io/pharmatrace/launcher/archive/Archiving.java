package io.pharmatrace.launcher.archive;

import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Archives batches into a directory, so that at any moment either the server has the history or the
 * disk does: the file is downloaded, brought to the disk, read again and compared, and only then is
 * its removal asked for. Whoever was interrupted does the same again and goes on. Of one thread.
 */
final class Archiving {
  /** While we downloaded something may be told about the batch. */
  private static final int TRIES = 3;

  private final Server server;
  private final Path directory;
  private final String user;
  private final Consumer<String> say;

  Archiving(Server server, Path directory, String user, Consumer<String> say) {
    this.server = server;
    this.directory = directory;
    this.user = user;
    this.say = say;
    try {
      Manifest.makeDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  /**
   * Finishes what an earlier run began, then archives all that is ready; how many it were.
   *
   * @throws Failure at the end, when some could not be archived; each is said before
   */
  int allDue() {
    int done = 0;
    Set<Batch> failed = new LinkedHashSet<>();
    for (Manifest manifest : begun()) {
      done += attempt(manifest.batch(), failed);
    }
    for (List<Batch> due = due(failed); !due.isEmpty(); due = due(failed)) {
      for (Batch batch : due) {
        done += attempt(batch, failed);
      }
    }
    if (!failed.isEmpty()) {
      throw new Failure(
          "%d archived; %d could not be: %s".formatted(done, failed.size(), failed),
          "see above",
          "Run the command again when the reasons are gone.");
    }
    return done;
  }

  private List<Batch> due(Set<Batch> failed) {
    return server.due(true).stream()
        .map(Server.Due::batch)
        .filter(b -> !failed.contains(b))
        .toList();
  }

  /** One batch does not keep the others from being archived. */
  private int attempt(Batch batch, Set<Batch> failed) {
    try {
      archive(batch);
      return 1;
    } catch (Failure e) {
      failed.add(batch);
      say.accept(batch + ": not archived. " + e.getMessage());
      return 0;
    }
  }

  private List<Manifest> begun() {
    return manifests(directory).map(Manifest::read).filter(m -> m.archived() == null).toList();
  }

  /** The manifests in a directory, by name. */
  static Stream<Path> manifests(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(Manifest.SUFFIX))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  /** Archives one batch; changes nothing when that was done into this directory before. */
  void archive(Batch batch) {
    if (Files.exists(batch.manifest(directory))) {
      Manifest before = Manifest.read(batch.manifest(directory));
      if (!before.batch().equals(batch)) {
        throw new Failure(
            "Batch " + batch + " cannot be archived into " + directory,
            "the archive of batch " + before.batch() + " has the same file name there",
            "Archive it into another directory.");
      }
      before.check(directory);
      if (remove(before)) {
        say.accept(batch + ": archived");
        return;
      }
      if (before.archived() != null) {
        throw new Failure(
            "Batch " + batch + " is in " + directory + " and has another history on the server",
            "it was archived before and is there again",
            "Archive it into another directory and compare.");
      }
    }
    for (int i = 0; i < TRIES; i++) {
      Manifest manifest = download(batch);
      if (remove(manifest)) {
        say.accept(
            "%s: archived, %d events, %d units, %d bytes"
                .formatted(
                    batch,
                    manifest.lines().getOrDefault("event", 0L),
                    manifest.lines().getOrDefault("unit", 0L),
                    manifest.bytes()));
        return;
      }
    }
    throw new Failure(
        "Batch " + batch + " cannot be archived",
        "something new was told about it again and again",
        "Nothing was removed; run the command again later.");
  }

  private boolean remove(Manifest manifest) {
    return switch (server.remove(manifest.batch(), manifest.digest())) {
      case Server.Removal.Done(String archived) -> {
        manifest.archivedAt(archived).write(directory);
        yield true;
      }
      case Server.Removal.Differs() -> false;
    };
  }

  private Manifest download(Batch batch) {
    say.accept(batch + ": downloading");
    Path place = batch.file(directory);
    Server.Download download = server.download(batch);
    try (InputStream content = download.content()) {
      Path draft = place.resolveSibling(place.getFileName() + ".part");
      Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(batch.manifest(directory)); // It is about the file before.
      Manifest.keep(draft, place);
      Reading reading = Reading.of(place);
      if (!reading.digest().equals(download.digest())) {
        throw new Failure(
            "The archive of " + batch + " did not arrive as it was sent",
            "its digest is another",
            "Nothing was removed; run the command again.");
      }
      Manifest manifest =
          new Manifest(
              Reading.FORMAT,
              batch.gtin(),
              batch.lot(),
              String.valueOf(place.getFileName()),
              Files.size(place),
              reading.sha256(),
              reading.digest(),
              reading.lines(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              user,
              null);
      manifest.write(directory);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the archive of " + batch + " to " + place, e);
    }
  }
}
