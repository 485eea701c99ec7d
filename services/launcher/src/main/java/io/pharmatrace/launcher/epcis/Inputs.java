package io.pharmatrace.launcher.epcis;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which documents a command works on: files, standard input, or the lines of either. */
final class Inputs {
  private static final String STANDARD_INPUT = "-";
  private static final int LONGEST_FILE_NAME = 4096;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @Parameters(
      paramLabel = "FILE",
      description =
          "EPCIS documents, query documents or bare events, JSON or XML of any size; - or none: standard"
              + " input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--lines",
      description =
          "Each line of FILE or standard input is an input: a JSON or XML document or event on one line"
              + " (JSON Lines), else the name of a file. Answers carry the number of their line.")
  private boolean lines;

  /** Works on one input. */
  @FunctionalInterface
  interface Work {
    /**
     * Answers one input.
     *
     * @return true if it was valid
     * @throws IOException if it cannot be read
     */
    boolean on(Input input) throws IOException;
  }

  /** True if answers must be told apart. */
  boolean isBulk() {
    return lines || files.size() > 1;
  }

  /**
   * Works on every input in the order given; one that cannot be read is answered as such.
   *
   * @return true if all were valid
   */
  boolean all(Answers answers, Work work) {
    boolean valid = true;
    for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
      valid &= lines ? eachLine(file, answers, work) : one(file, null, answers, work);
    }
    return valid;
  }

  private boolean eachLine(String file, Answers answers, Work work) {
    boolean valid = true;
    long number = 0;
    try (InputStream in = open(file)) {
      Lines all = new Lines(in);
      for (InputStream line = all.next(); line != null; line = all.next()) {
        number++;
        valid &= line(file, number, new BufferedInputStream(line), answers, work);
        line.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException | InvalidPathException unreadable) {
      answers.unreadable(file, null, unreadable);
      return false;
    }
    return valid;
  }

  private boolean line(
      String file, long number, BufferedInputStream line, Answers answers, Work work)
      throws IOException {
    passByteOrderMark(line);
    line.mark(LONGEST_FILE_NAME + 1);
    int first = line.read();
    while (first >= 0 && first <= ' ') {
      first = line.read();
    }
    if (first < 0) {
      return true;
    }
    line.reset();
    if (first == '{' || first == '[' || first == '<') {
      return work.on(new Input(file, number, line, null));
    }
    String name = new String(line.readNBytes(LONGEST_FILE_NAME), StandardCharsets.UTF_8).strip();
    return one(name, number, answers, work);
  }

  /** A file of lines may begin with the byte order mark of UTF-8, which is no part of a line. */
  private static void passByteOrderMark(BufferedInputStream line) throws IOException {
    line.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(line.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      line.reset();
    }
  }

  private static boolean one(String file, @Nullable Long number, Answers answers, Work work) {
    try (InputStream in = open(file)) {
      Path path = file.equals(STANDARD_INPUT) ? null : Path.of(file);
      boolean again = path != null && Files.isRegularFile(path);
      return work.on(new Input(file, number, in, again ? path : null));
    } catch (IOException | InvalidPathException unreadable) {
      answers.unreadable(file, number, unreadable);
      return false;
    }
  }

  private static InputStream open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new FilterInputStream(System.in) {
        @Override
        public void close() {
          // Standard input is not ours to close.
        }
      };
    }
    return Files.newInputStream(Path.of(file));
  }
}
