package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Which chain a home runs on. It never changes: what was anchored is on that chain. */
public enum ChainKind {
  /** One anvil process without consensus, for trying things out. */
  DEV;

  /** The chain of a home, when it was decided. */
  static Optional<ChainKind> of(Home home) {
    try {
      String word = Files.readString(file(home)).strip();
      return Optional.of(valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(home), e);
    }
  }

  /**
   * Decides for this chain, once and for all.
   *
   * @param home whose directories exist
   * @throws Failure when the home runs on another
   */
  void decide(Home home) {
    Optional<ChainKind> before = of(home);
    if (before.isPresent() && before.get() != this) {
      throw new Failure(
          "the chain cannot change from %s to %s".formatted(before.get().word(), word()),
          "what " + home.directory() + " holds is anchored there",
          "Use another --home, or ./pharmatrace reset first.");
    }
    try {
      Files.writeString(file(home), word() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(home), e);
    }
  }

  /** As a person types it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Path file(Home home) {
    return home.directory().resolve("data").resolve("chain.kind");
  }
}
