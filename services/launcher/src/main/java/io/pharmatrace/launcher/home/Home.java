package io.pharmatrace.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory that everything PharmaTrace writes lands in, {@code var/} of the checkout unless
 * told otherwise. Two homes share nothing, so two systems can run beside each other.
 *
 * @param directory absolute path
 */
public record Home(Path directory) {
  /** Makes the path absolute. */
  public Home {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Makes the directories; secrets can be entered by the owner only. */
  public void create() {
    try {
      for (Path each : new Path[] {run(), log(), directory.resolve("data"), software()}) {
        Files.createDirectories(each);
      }
      for (Path each : new Path[] {secrets(), keys()}) {
        Files.createDirectories(each);
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directories of " + directory, e);
    }
  }

  /** Pid files and the lock. */
  public Path run() {
    return directory.resolve("run");
  }

  /** One log a part. */
  public Path log() {
    return directory.resolve("log");
  }

  /** What a part keeps; {@code reset} deletes it. */
  public Path data(String part) {
    return directory.resolve("data").resolve(part);
  }

  /** Passwords, one a file. */
  public Path secrets() {
    return directory.resolve("secrets");
  }

  /** Keystores of the organisations that this machine signs for. */
  public Path keys() {
    return directory.resolve("keys");
  }

  /** Programs that were unpacked, by name and version. */
  public Path software() {
    return directory.resolve("software");
  }

  /** The log of a part. */
  public Path logOf(String part) {
    return log().resolve(part + ".log");
  }

  /** The pid file of a part. */
  public Path pidOf(String part) {
    return run().resolve(part + ".pid");
  }
}
