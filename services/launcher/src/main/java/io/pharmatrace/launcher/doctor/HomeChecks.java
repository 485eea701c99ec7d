package io.pharmatrace.launcher.doctor;

import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Ending;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.launcher.part.PartHealth.State;
import io.pharmatrace.process.Ports;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks of a home: room, rights, ports, what a crash left behind. */
final class HomeChecks {
  private static final long COMFORTABLE_MEGABYTES = 2_000;

  private final Home home;
  private final List<Part> parts;

  HomeChecks(Home home, List<Part> parts) {
    this.home = home;
    this.parts = parts;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(disk());
    findings.add(writable());
    findings.add(secrets());
    for (Part part : parts) {
      findings.add(part(part));
    }
    return findings;
  }

  private Finding disk() {
    Disk disk = new Disk(home);
    return disk.problem()
        .map(problem -> Finding.problem("disk", problem, "Free some space."))
        .orElseGet(
            () -> {
              long free = disk.freeMegabytes();
              return free >= COMFORTABLE_MEGABYTES
                  ? Finding.ok("disk", free + " MB are free")
                  : Finding.warning(
                      "disk",
                      "only %d MB are free where %s is".formatted(free, home.directory()),
                      "Free some space, or use --home on another disk.");
            });
  }

  /** The programs that come along run from the home, so it must not be mounted noexec. */
  private Finding writable() {
    String cure = "Choose another place with --home or $PHARMATRACE_HOME.";
    Path probe = home.directory().resolve("doctor-probe");
    try {
      Files.createDirectories(home.directory());
      Files.deleteIfExists(probe);
      Files.createFile(
          probe,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(probe, "#!/bin/sh\nexit 0\n");
      int code = new ProcessBuilder(probe.toString()).start().waitFor();
      return code == 0
          ? Finding.ok("home", home.directory().toString())
          : Finding.problem("home", "a program in %s failed".formatted(home.directory()), cure);
    } catch (IOException e) {
      return Finding.problem(
          "home", "cannot write and run a file in %s: %s".formatted(home.directory(), e), cure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warning("home", "interrupted", "Run ./pharmatrace doctor again.");
    } finally {
      deleteQuietly(probe);
    }
  }

  private static void deleteQuietly(Path probe) {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      // The finding already says that the directory cannot be written.
    }
  }

  private Finding secrets() {
    List<String> open = new ArrayList<>();
    for (Path directory : List.of(home.secrets(), home.keys())) {
      if (Files.isDirectory(directory)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
          for (Path file : files) {
            if (isOpen(Files.getPosixFilePermissions(file))) {
              open.add(file.getFileName().toString());
            }
          }
        } catch (IOException e) {
          return Finding.problem(
              "secrets", "cannot be read: " + e, "Give " + directory + " to this user (chown).");
        }
      }
    }
    return open.isEmpty()
        ? Finding.ok("secrets", "readable by their owner only")
        : Finding.problem(
            "secrets",
            "others can read " + String.join(", ", open),
            "Run chmod -R go-rwx " + home.secrets() + " " + home.keys() + ".");
  }

  private static boolean isOpen(Set<PosixFilePermission> permissions) {
    return permissions.stream().anyMatch(each -> !each.name().startsWith("OWNER"));
  }

  private Finding part(Part part) {
    PartHealth health = part.examine();
    if (health.state() != State.STOPPED) {
      return health.isHealthy()
          ? Finding.ok(part.name(), "runs, " + health.software().orElse(""))
          : Finding.problem(
              part.name(), health.reason().orElse(""), health.cure().orElse("See its log."));
    }
    if (health.port().isPresent() && !Ports.isFree(health.port().getAsInt())) {
      int port = health.port().getAsInt();
      return Finding.warning(
          part.name(),
          "stopped, and its port %d is used by another program".formatted(port),
          "./pharmatrace up takes another port; to keep it, end that program (ss -ltnp | grep %d)."
              .formatted(port));
    }
    return health.reason().orElse("").contains(Ending.UNASKED)
        ? Finding.warning(
            part.name(),
            health.reason().orElse(""),
            "Run ./pharmatrace up; it starts on the same data. See ./pharmatrace logs "
                + part.name()
                + ".")
        : Finding.ok(part.name(), "stopped");
  }
}
