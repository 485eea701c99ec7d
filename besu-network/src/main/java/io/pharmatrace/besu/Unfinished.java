package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command that fills the directory of a network stands in a file from before its first to after
 * its last step. As long as it does, nothing else is made there: keys without a genesis file are
 * else taken for an interrupted making, and replaced.
 */
final class Unfinished {
  private static final String FILE = "unfinished";

  private Unfinished() {}

  /**
   * Begins, or goes on with the same command.
   *
   * @param command as a person typed it
   * @throws ProcessFailedException when another one was cut short here
   */
  static void begin(Path network, String command) {
    if (!of(network).orElse(command).equals(command)) {
      refuse(network);
    }
    try {
      Files.createDirectories(network);
      Files.writeString(network.resolve(FILE), command);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + network, e);
    }
  }

  static void end(Path network) {
    try {
      Files.delete(network.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + network, e);
    }
  }

  /** The command that was cut short. */
  static Optional<String> of(Path network) {
    Path file = network.resolve(FILE);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Goes on only where no command was cut short.
   *
   * @throws ProcessFailedException when one was
   */
  static void refuse(Path network) {
    of(network)
        .ifPresent(
            command -> {
              throw new ProcessFailedException(
                  "this was cut short in %s: %s. Run it again; or ./pharmatrace reset, to begin anew"
                      .formatted(network, command));
            });
  }
}
