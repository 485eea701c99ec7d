package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who else may take part, as the operator wrote it into two files beside the genesis file, one a
 * line: {@code permitted-nodes.txt} (enode URLs of validators on other machines) and {@code
 * permitted-accounts.txt} (addresses that may send transactions; none lets everybody).
 *
 * @param nodes enode URLs
 * @param accounts 0x and 40 hexadecimal digits
 */
record Permitted(List<String> nodes, List<String> accounts) {
  static final String NODES = "permitted-nodes.txt";
  static final String ACCOUNTS = "permitted-accounts.txt";
  static final String ENODE = "enode://[0-9a-fA-F]{128}@[^\\s\"]+:[0-9]+";

  static Permitted of(BesuSettings settings) {
    List<String> accounts = lines(settings.directory().resolve(ACCOUNTS), "0x[0-9a-fA-F]{40}");
    return new Permitted(
        lines(settings.directory().resolve(NODES), ENODE),
        Stream.concat(settings.senders().stream(), accounts.stream()).distinct().toList());
  }

  /**
   * Whether accounts are restricted at all. Does not judge the file: a wrong line must not keep a
   * network from being found and stopped.
   */
  static boolean restrictsAccounts(BesuSettings settings) {
    return !settings.senders().isEmpty()
        || !lines(settings.directory().resolve(ACCOUNTS)).isEmpty();
  }

  private static List<String> lines(Path file, String form) {
    List<String> lines = lines(file);
    lines.stream()
        .filter(line -> !line.matches(form))
        .findFirst()
        .ifPresent(
            line -> {
              throw new ProcessFailedException(
                  "%s has a line that is not of the form %s: %s".formatted(file, form, line));
            });
    return lines;
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
