package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a Besu distribution comes from: named by the user, fetched before, or downloaded. */
final class BesuDistributions {
  private final Path directory;
  private final BesuRelease release;
  private final Map<String, String> environment;

  /**
   * Looks in one place.
   *
   * @param directory where downloaded distributions are kept
   * @param release which one to download
   * @param environment the variables of the process
   */
  BesuDistributions(Path directory, BesuRelease release, Map<String, String> environment) {
    this.directory = directory;
    this.release = release;
    this.environment = environment;
  }

  /**
   * The distribution that is at hand: the one that {@code BESU_HOME} names, else the one fetched
   * before.
   *
   * @throws ProcessFailedException when {@code BESU_HOME} names no distribution
   */
  Optional<Path> atHand() {
    String named = environment.getOrDefault("BESU_HOME", "");
    if (!named.isEmpty()) {
      Path home = Path.of(named).toAbsolutePath();
      if (!Files.isExecutable(program(home))) {
        throw new ProcessFailedException(
            "BESU_HOME names " + home + ", which has no program bin/besu");
      }
      return Optional.of(home);
    }
    Path fetched = directory.resolve(release.directoryName());
    return Files.isExecutable(program(fetched)) ? Optional.of(fetched) : Optional.empty();
  }

  /**
   * The distribution at hand, else the pinned one, downloaded.
   *
   * @throws BesuUnavailableException when it can't be downloaded
   */
  Path obtain(Progress progress) {
    return atHand().orElseGet(() -> new BesuDownload(release, directory).fetch(progress));
  }

  /** The program of a distribution. */
  static Path program(Path home) {
    return home.resolve("bin").resolve("besu");
  }
}
