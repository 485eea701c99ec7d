package io.pharmatrace.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a process across processes. Besides the process id it holds the instant the process
 * began, because ids are used again: without it a stale file could get a stranger killed.
 */
final class PidFile {
  private static final int STATE = 0;
  private static final int START_TICKS = 19;

  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessHandle process, String birth) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, process.pid() + " " + birth + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The process that this file names, when it still runs. */
  Optional<ProcessHandle> running() {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    List<String> words = List.of(text.strip().split(" ", 2));
    if (words.size() != 2 || !words.getFirst().matches("[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words.getFirst()))
        .filter(process -> birth(process).filter(words.getLast()::equals).isPresent());
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /**
   * A word that no other process with this id has, or empty when it ended (a zombie has ended too).
   */
  static Optional<String> birth(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String line = Files.readString(stat);
      // proc(5): the name in parentheses may hold anything, so fields count from the last ')'.
      List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
      return fields.get(STATE).equals("Z")
          ? Optional.empty()
          : Optional.of("ticks:" + fields.get(START_TICKS));
    } catch (IOException e) {
      if (Files.isDirectory(Path.of("/proc/self"))) {
        return Optional.empty();
      }
      return process.isAlive()
          ? process.info().startInstant().map(instant -> "instant:" + instant)
          : Optional.empty();
    }
  }
}
