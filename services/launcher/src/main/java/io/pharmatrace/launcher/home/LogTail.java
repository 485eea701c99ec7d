package io.pharmatrace.launcher.home;

import io.pharmatrace.process.BackgroundProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The end of a log file. */
public final class LogTail {
  private static final long MOST_BYTES = 20_000_000;
  private static final int BYTES_A_LINE = 400;
  private static final int LONGEST_QUOTE = 200;

  private LogTail() {}

  /**
   * The last lines of a log.
   *
   * @param log the file; one that does not exist has no lines
   * @param count how many lines at most; very long lines make it fewer
   */
  public static List<String> lines(Path log, int count) {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - (long) count * BYTES_A_LINE);
      file.seek(start);
      byte[] end = new byte[(int) (file.length() - start)];
      file.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      // The first line is only the rest of one when the file begins before it.
      List<String> whole = start == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
      return whole.subList(Math.max(0, whole.size() - count), whole.size());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /**
   * Why a program ended, as far as its log tells: the last line since its last start that speaks of
   * a fault.
   *
   * @param log of the program
   * @return one line of at most 200 characters
   */
  public static Optional<String> lastFault(Path log) {
    return lines(log, 60).reversed().stream()
        .takeWhile(line -> !line.startsWith(BackgroundProcess.START_MARK))
        .filter(LogTail::isFault)
        .findFirst()
        .map(line -> line.strip())
        .map(
            line ->
                line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + " …");
  }

  /**
   * Renames a log of more than 20 MB to {@code NAME.1}, in place of the one put aside before. For
   * when its program does not run.
   *
   * @param log need not exist
   */
  public static void putAsideWhenLong(Path log) {
    try {
      if (Files.exists(log) && Files.size(log) > MOST_BYTES) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put aside " + log, e);
    }
  }

  private static boolean isFault(String line) {
    if (line.strip().startsWith("at ")) {
      return false; // a frame of a stack trace
    }
    if (line.contains("INFO")) {
      return false;
    }
    String small = line.toLowerCase(Locale.ROOT);
    return small.contains("no space left")
        || small.contains("fatal")
        || small.contains("panic")
        || small.contains("error")
        || small.contains("exception");
  }
}
