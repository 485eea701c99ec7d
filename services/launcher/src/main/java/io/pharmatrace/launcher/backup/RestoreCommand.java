package io.pharmatrace.launcher.backup;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.command.Console;
import io.pharmatrace.launcher.command.HomeOption;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.home.Trees;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.Parts;
import io.pharmatrace.launcher.part.PostgresPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup into a home that does not run. Nothing is deleted. */
@Command(
    name = "restore",
    description = {
      "Puts the database of a backup into a home that does not run, and secrets and keys that it lacks.",
      "The broker's and the chain's data are left as they are: from them the logs are completed at the"
          + " next start."
    },
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  private static final String DATABASE = "database/";

  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(paramLabel = "DIR", description = "A directory that ./pharmatrace backup made.")
  private Path source = Path.of("");

  @Option(
      names = "--replace",
      description = "Where there is a database already, it is put aside and kept.")
  private boolean replace;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try {
      return restore();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restore " + source, e);
    }
  }

  private int restore() throws IOException {
    Console console = new Console(spec.commandLine().getOut());
    Path backup = source.toAbsolutePath().normalize();
    Manifest manifest = Manifest.read(backup);
    Home home = homeOption.home();
    home.create();
    try (HomeLock _ = HomeLock.take(home, () -> {})) {
      requireStopped(home);
      requireVersion(backup, manifest);
      Path data = home.data("postgres");
      Path marker = PostgresPart.restoring(home);
      requireRoom(data, marker);
      verify(backup, manifest, console);
      requireKeys(home, backup, manifest, console);
      Files.writeString(marker, backup + "\n");
      Copying.persist(home.directory().resolve("data"));
      Path fresh = copy(backup, manifest, data, console);
      copyKeys(home, backup, manifest);
      if (Files.exists(data)) {
        Path aside = data.resolveSibling("postgres.replaced-" + Instant.now().getEpochSecond());
        Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
        console.line("The database that was there is kept in " + aside + ".");
      }
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
      Copying.persist(home.directory().resolve("data"));
      Files.delete(marker);
    }
    console.line(
        "Restored the database as of " + manifest.finished() + ". Next: ./pharmatrace up.");
    console.line(
        "Logs are then completed from the broker's journal; what came back without its documents is"
            + " told by ./pharmatrace doctor.");
    return 0;
  }

  private static void requireStopped(Home home) {
    Optional<String> running =
        Parts.of(home).all().stream()
            .filter(part -> part.health().pid().isPresent())
            .map(Part::name)
            .findFirst();
    if (running.isPresent()) {
      throw new Failure(
          "cannot restore into " + home.directory(),
          running.get() + " runs there",
          "Run ./pharmatrace down first.");
    }
  }

  private static void requireVersion(Path backup, Manifest manifest) {
    String ours = Versions.of("postgres.binaries.version");
    if (!ours.startsWith(manifest.postgres() + ".")) {
      throw new Failure(
          "cannot restore " + backup,
          "its database is PostgreSQL %s, this version runs %s"
              .formatted(manifest.postgres(), ours),
          "Use PharmaTrace " + manifest.pharmatrace() + ".");
    }
  }

  /** Where a restore was cut short, what is there is its own, or was to be replaced. */
  private void requireRoom(Path data, Path marker) {
    if (Files.exists(data) && !replace && !Files.exists(marker)) {
      throw new Failure(
          "cannot restore into " + data,
          "there is a database already",
          "With --replace it is put aside, and kept; or name another home with --home.");
    }
  }

  private static void verify(Path backup, Manifest manifest, Console console) throws IOException {
    Copying checking = new Copying(console.progressOf("restore"), "checked", manifest.bytes());
    for (Manifest.Entry file : manifest.files()) {
      Path path = backup.resolve(file.path());
      if (!Files.isRegularFile(path) || !checking.checksum(path).equals(file.sha256())) {
        throw new Failure(
            "cannot restore " + backup,
            file.path() + " is missing or not what was backed up",
            "Take another backup; nothing was changed.");
      }
    }
  }

  /**
   * Secrets tell one installation from another. A key is never overwritten: the home's may be a
   * rotated one, and what it signed for could not be signed for again.
   */
  private static void requireKeys(Home home, Path backup, Manifest manifest, Console console)
      throws IOException {
    boolean hasSecrets = Files.exists(home.secrets().resolve("database-password"));
    for (Manifest.Entry file : keys(manifest)) {
      Path ours = home.directory().resolve(file.path());
      if (!Files.exists(ours) || Files.mismatch(ours, backup.resolve(file.path())) < 0) {
        continue;
      }
      if (!hasSecrets || !file.path().startsWith("keys/")) {
        throw new Failure(
            "cannot restore into " + home.directory(),
            file.path() + " is there and differs from the backup's: it is another installation",
            "Put its secrets/ and keys/ away first, or name another home with --home.");
      }
      console.line("Keeps " + ours + ", which is not the backup's: exchanged since, it seems.");
    }
    if (!manifest.keys() && !hasSecrets) {
      throw new Failure(
          "cannot restore into " + home.directory(),
          "the backup was made --without-keys, and the home has none",
          "Copy secrets/ and keys/ of the same installation into it first.");
    }
  }

  private static List<Manifest.Entry> keys(Manifest manifest) {
    return manifest.files().stream().filter(file -> !file.path().startsWith(DATABASE)).toList();
  }

  private static Path copy(Path backup, Manifest manifest, Path data, Console console)
      throws IOException {
    Path fresh = data.resolveSibling("postgres.new");
    Trees.delete(fresh);
    Copying.directory(fresh);
    for (String directory : manifest.directories()) {
      Copying.directory(fresh.resolve(directory.substring(DATABASE.length())));
    }
    Copying copying = new Copying(console.progressOf("restore"), "copied", manifest.bytes());
    for (Manifest.Entry file : manifest.files()) {
      if (file.path().startsWith(DATABASE)) {
        copying.copy(
            backup.resolve(file.path()),
            fresh.resolve(file.path().substring(DATABASE.length())),
            file.path());
      }
    }
    for (String directory : manifest.directories()) {
      Copying.persist(fresh.resolve(directory.substring(DATABASE.length())));
    }
    Copying.persist(fresh);
    return fresh;
  }

  /** Each is there whole or not at all: half a key would be read as one. */
  private static void copyKeys(Home home, Path backup, Manifest manifest) throws IOException {
    Copying copying = new Copying(line -> {}, "", 0);
    for (Manifest.Entry file : keys(manifest)) {
      Path ours = home.directory().resolve(file.path());
      if (!Files.exists(ours)) {
        Path draft = ours.resolveSibling(ours.getFileName() + ".new");
        Files.deleteIfExists(draft);
        copying.copy(backup.resolve(file.path()), draft, file.path());
        Files.move(draft, ours, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Copying.persist(home.secrets());
    Copying.persist(home.keys());
  }
}
