package io.pharmatrace.launcher.backup;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.command.Console;
import io.pharmatrace.launcher.command.HomeOption;
import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.home.Trees;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.launcher.part.PostgresCopy;
import io.pharmatrace.launcher.part.PostgresPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies database, secrets and keys into a new directory, while everything runs or is stopped. */
@Command(
    name = "backup",
    description = {
      "Copies database, secrets and keys into a new directory; everything may go on running.",
      "The copy holds private keys: whoever has it can sign for your organisations."
    },
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Parameters(paramLabel = "DIR", description = "Where to; must not exist yet.")
  private Path target = Path.of("");

  @Option(
      names = "--without-keys",
      description =
          "Leaves secrets/ and keys/ out. Without them nothing can be restored: keep a copy.")
  private boolean withoutKeys;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    Path backup = target.toAbsolutePath().normalize();
    PostgresCopy database = new PostgresCopy(home);
    check(home, backup, database);
    try (HomeLock _ = HomeLock.take(home, () -> {})) {
      Manifest manifest = copy(home, database, backup, console);
      console.line(
          "Backed up %d files, %d MB, into %s: the database as of %s."
              .formatted(
                  manifest.files().size(),
                  manifest.bytes() / 1_000_000,
                  backup,
                  manifest.finished()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot back up into " + backup, e);
    }
    console.line(
        withoutKeys
            ? "It has NO secrets and keys: keep " + home.secrets() + " and " + home.keys() + " too."
            : "IT HOLDS PRIVATE KEYS and passwords: whoever reads it can sign for your organisations.");
    return 0;
  }

  private static void check(Home home, Path backup, PostgresCopy database) throws IOException {
    if (Files.exists(backup, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(
          "cannot back up into " + backup, "it exists already", "Name a directory that does not.");
    }
    if (backup.getParent() == null || !Files.isDirectory(backup.getParent())) {
      throw new Failure(
          "cannot back up into " + backup, "there is no " + backup.getParent(), "Make it first.");
    }
    if (!database.exists()) {
      throw new Failure(
          "cannot back up " + home.directory(),
          "it has no database",
          "Name the home with --home, or start it first: ./pharmatrace up.");
    }
    long needed = database.size() / 1_000_000 + Disk.FULL_MEGABYTES;
    long free = Files.getFileStore(backup.getParent()).getUsableSpace() / 1_000_000;
    if (free < needed) {
      throw new Failure(
          "cannot back up into " + backup,
          "%d MB are free there, %d MB are needed".formatted(free, needed),
          "Name a directory on a larger disk.");
    }
  }

  /** Whole or not at all: a draft is moved into place, and holds keys, so none is left behind. */
  private Manifest copy(Home home, PostgresCopy database, Path backup, Console console)
      throws IOException {
    Path draft = Files.createTempDirectory(backup.getParent(), backup.getFileName() + ".");
    try {
      Manifest manifest = fill(home, database, draft, console);
      manifest.write(draft);
      Files.move(draft, backup, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      Trees.delete(draft);
    }
  }

  private Manifest fill(Home home, PostgresCopy database, Path draft, Console console)
      throws IOException {
    List<String> directories = new ArrayList<>();
    List<Manifest.Entry> files = new ArrayList<>();
    Copying copying = new Copying(console.progressOf("backup"), "copied", database.size());
    Copying.directory(draft.resolve("database"));
    Into into = new Into(draft, copying, directories, files);
    PartHealth health = new PostgresPart(home).health();
    if (health.state() == PartHealth.State.STOPPED) {
      database.copyStopped(into);
    } else {
      database.copyRunning(into);
    }
    if (!withoutKeys) {
      // Last: the database is as of the end of its copy, and whoever is in it has a key by then.
      copyFolder(home.secrets(), draft, "secrets", copying, files);
      copyFolder(home.keys(), draft, "keys", copying, files);
    }
    return new Manifest(
        Manifest.FORMAT,
        Versions.of("version"),
        database.version(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        !withoutKeys,
        directories,
        files);
  }

  private static void copyFolder(
      Path folder, Path draft, String name, Copying copying, List<Manifest.Entry> files)
      throws IOException {
    Copying.directory(draft.resolve(name));
    try (var sources = Files.newDirectoryStream(folder)) {
      for (Path source : sources) {
        String path = name + "/" + source.getFileName();
        if (Files.isRegularFile(source) && !path.endsWith(".new")) {
          files.add(copying.copy(source, draft.resolve(path), path));
        }
      }
    }
  }

  private record Into(
      Path draft, Copying copying, List<String> directories, List<Manifest.Entry> files)
      implements PostgresCopy.Target {
    @Override
    public void directory(String name) throws IOException {
      Copying.directory(draft.resolve("database").resolve(name));
      directories.add("database/" + name);
    }

    @Override
    public void file(String name, Path source) throws IOException {
      String path = "database/" + name;
      Path target = draft.resolve(path);
      try {
        files.add(copying.copy(source, target, path));
      } catch (NoSuchFileException e) {
        Files.deleteIfExists(target); // The table was dropped meanwhile; recovery knows of it.
      }
    }

    @Override
    public void text(String name, String text) throws IOException {
      Path written = Files.writeString(draft.resolve("label.new"), text);
      file(name, written);
      Files.delete(written);
    }
  }
}
