package io.pharmatrace.besu;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fake's validators and votes, in files that all fakes of a network share: more than half of
 * the validators decide, at once.
 */
record FakeVotes(Path network, String own) {
  static void begin(Path network, List<String> validators) throws IOException {
    Files.write(network.resolve("fake-validators"), validators);
  }

  List<String> validators() throws IOException {
    return Files.readAllLines(network.resolve("fake-validators"));
  }

  void propose(String address, boolean join) throws IOException {
    try (FileChannel lock = open();
        FileLock _ = lock.lock()) {
      Path votes = Files.createDirectories(network.resolve("fake-votes"));
      Files.writeString(votes.resolve(address + "-" + join + "-" + own), "");
      List<String> validators = new ArrayList<>(validators());
      long alike = 0;
      for (String voter : validators) {
        alike += Files.exists(votes.resolve(address + "-" + join + "-" + voter)) ? 1 : 0;
      }
      if (2 * alike > validators.size() && validators.contains(address) != join) {
        if (join) {
          validators.add(address);
        } else {
          validators.remove(address);
        }
        begin(network, validators.stream().sorted().toList());
      }
    }
  }

  /** Whether a validator proposes nothing. */
  boolean isSilent(String address) {
    return Files.exists(network.resolve("fake-silent-" + address));
  }

  /** What this node votes, by address: for it, or against. */
  Map<String, Boolean> standing() throws IOException {
    Path votes = Files.createDirectories(network.resolve("fake-votes"));
    try (Stream<Path> all = Files.list(votes)) {
      return all.map(vote -> vote.getFileName().toString().split("-", 3))
          .filter(parts -> parts[2].equals(own))
          .collect(Collectors.toMap(parts -> parts[0], parts -> Boolean.valueOf(parts[1])));
    }
  }

  void discard(String address) throws IOException {
    try (Stream<Path> votes = Files.list(network.resolve("fake-votes"))) {
      for (Path vote : votes.toList()) {
        String name = vote.getFileName().toString();
        if (name.startsWith(address) && name.endsWith(own)) {
          Files.delete(vote);
        }
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        network.resolve("fake-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
