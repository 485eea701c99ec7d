package io.pharmatrace.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory processes take. */
final class Memory {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");

  private Memory() {}

  /** The proportional set size: what several processes share is counted once over all of them. */
  static long kilobytes(ProcessHandle process) throws IOException {
    Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    try {
      Matcher matcher = PSS.matcher(Files.readString(rollup));
      return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (NoSuchFileException e) {
      return 0; // ended meanwhile
    }
  }
}
