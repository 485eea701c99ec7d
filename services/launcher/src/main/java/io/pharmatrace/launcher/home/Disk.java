package io.pharmatrace.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The room that is left where PharmaTrace writes. */
public final class Disk {
  /** Below this PostgreSQL and Kafka may stop at any time: each writes logs of 16 MB and more. */
  public static final long FULL_MEGABYTES = 200;

  private final Path directory;

  /** Looks at the file system of a home. */
  public Disk(Home home) {
    this.directory = home.directory();
  }

  /** What is left, in megabytes (10^6 bytes), for this user. */
  public long freeMegabytes() {
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace() / 1_000_000;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the free space of " + existing, e);
    }
  }

  /** Says that the disk is full, in words, when it is. */
  public Optional<String> problem() {
    long free = freeMegabytes();
    return free >= FULL_MEGABYTES
        ? Optional.empty()
        : Optional.of(
            "the disk that holds %s is full: %d MB are left, %d MB are needed"
                .formatted(directory, free, FULL_MEGABYTES));
  }
}
