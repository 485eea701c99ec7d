package io.pharmatrace.besu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One node of a network: its number, never used for another, and where it listens on loopback.
 *
 * @param number from 1
 * @param rpcPort of JSON-RPC
 * @param p2pPort of the validators' talk to each other
 */
public record BesuNode(int number, int rpcPort, int p2pPort) {
  private static final Pattern DIRECTORY = Pattern.compile("validator-([1-9][0-9]{0,3})(-.*)?");

  /** Checks the ranges. */
  public BesuNode {
    if (number < 1 || !isPort(rpcPort) || !isPort(p2pPort)) {
      throw new IllegalArgumentException(
          "no node: number %d, ports %d and %d".formatted(number, rpcPort, p2pPort));
    }
  }

  /** As a person calls it, and its directory is called. */
  public String name() {
    return "validator-" + number;
  }

  /**
   * The numbers of a network's nodes, ascending; of one that was not made yet, 1 to 4.
   *
   * @param network its directory
   */
  public static List<Integer> numbers(Path network) {
    List<Integer> made =
        numbersIn(network)
            .filter(n -> Files.exists(network.resolve("validator-" + n + "/key")))
            .toList();
    return Files.exists(network.resolve("genesis.json"))
        ? made
        : IntStream.rangeClosed(1, BesuSettings.VALIDATORS).boxed().toList();
  }

  /** The number for one more node: of those voted out, none comes back. */
  static int next(Path network) {
    return 1
        + Stream.concat(numbersIn(network), numbersIn(network.resolve("removed")))
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
  }

  private static Stream<Integer> numbersIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> DIRECTORY.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Integer.valueOf(matcher.group(1)))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65_535;
  }
}
