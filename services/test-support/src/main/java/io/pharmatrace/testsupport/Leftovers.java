package io.pharmatrace.testsupport;

import io.pharmatrace.besu.BesuNode;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directories of test JVMs, which bear the JVM's process id. One whose JVM was killed may still
 * have servers running: they outlive their starter by design.
 */
final class Leftovers {
  private static final String PREFIX = "pharmatrace-test-";
  private static final Pattern OF_JVM = Pattern.compile(PREFIX + "([0-9]{1,18})-[^.]*");

  private Leftovers() {}

  /** A new directory of this JVM. */
  static Path newDirectory(Path parent) {
    try {
      return Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      throw new UncheckedIOException("no directory in " + parent, e);
    }
  }

  /** Ends the servers of JVMs that are gone, and deletes their directories. */
  static void sweep(Path parent) {
    List<Path> directories;
    try (Stream<Path> all = Files.list(parent)) {
      directories = all.filter(Leftovers::isLeftOver).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + parent, e);
    }
    for (Path directory : directories) {
      Path claimed =
          directory.resolveSibling(
              directory.getFileName() + ".swept-by-" + ProcessHandle.current().pid());
      try {
        Files.move(directory, claimed, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        continue; // Another JVM sweeps it.
      } catch (IOException e) {
        throw new UncheckedIOException("cannot sweep " + directory, e);
      }
      kill("kafka", claimed.resolve("kafka"));
      kill("anvil", claimed.resolve("chain/dev"));
      for (int number : BesuNode.numbers(claimed.resolve("chain/besu"))) {
        kill("validator-" + number, claimed.resolve("chain/besu/validator-" + number));
      }
      Postmaster.in(claimed.resolve("postgres"), directory.resolve("postgres"))
          .ifPresent(Postmaster::crash);
      deleteTree(claimed);
    }
  }

  /** Deletes a directory and all in it. */
  static void deleteTree(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static boolean isLeftOver(Path directory) {
    Matcher name = OF_JVM.matcher(String.valueOf(directory.getFileName()));
    return name.matches()
        && Files.isWritable(directory)
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static void kill(String name, Path directory) {
    BackgroundProcess.find(Program.in(name, List.of(name), directory))
        .ifPresent(BackgroundProcess::kill);
  }
}
