package io.pharmatrace.launcher.doctor;

import io.pharmatrace.launcher.part.Privileges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks of the machine: programs, privileges, limits, memory. */
final class MachineChecks {
  private static final long MEGABYTES_NEEDED = 1_500;
  private static final long OPEN_FILES_NEEDED = 4_096;

  private MachineChecks() {}

  static List<Finding> all() {
    return List.of(
        system(),
        Finding.ok("java", Runtime.version().toString() + " in " + System.getProperty("java.home")),
        node(),
        programs(),
        userNamespaces(),
        memory(),
        openFiles());
  }

  private static Finding system() {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    return system.equals("Linux on amd64")
        ? Finding.ok("system", system)
        : Finding.problem(
            "system",
            system + ": the PostgreSQL that comes along is for Linux on amd64",
            "Run PharmaTrace on such a machine.");
  }

  private static Finding node() {
    Optional<String> version = output("node", "--version");
    if (version.isEmpty()) {
      return Finding.problem(
          "node",
          "no Node on the PATH",
          "Install Node 20.19 or later, or put its bin folder on the PATH.");
    }
    return isNewEnough(version.get())
        ? Finding.ok("node", version.get())
        : Finding.problem(
            "node",
            version.get() + " is too old",
            "Install Node 20.19 or later (not 21; of 22 from 22.12).");
  }

  /** Vite's demand: 20.19 or later, not 21, and of 22 from 22.12. */
  static boolean isNewEnough(String version) {
    Matcher matcher = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})\\..*").matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return switch (major) {
      case 20 -> minor >= 19;
      case 22 -> minor >= 12;
      default -> major > 22;
    };
  }

  private static Finding programs() {
    List<String> missing =
        Stream.of("setsid", "unshare", "sh").filter(each -> !isOnPath(each)).toList();
    return missing.isEmpty()
        ? Finding.ok("programs", "setsid, unshare and sh are there")
        : Finding.problem(
            "programs",
            "missing: " + String.join(", ", missing),
            "Install them (Debian: apt-get install util-linux dash).");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(directory -> !directory.isBlank())
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static Finding userNamespaces() {
    if (!Privileges.isRoot()) {
      return Finding.ok("privileges", "an ordinary user");
    }
    return Privileges.hasUserNamespaces()
        ? Finding.ok("privileges", "root; PostgreSQL runs in a user namespace")
        : Finding.problem(
            "privileges",
            "root, and no user namespaces: PostgreSQL refuses to run as root",
            "Run ./pharmatrace as an ordinary user, or permit user namespaces (sysctl"
                + " user.max_user_namespaces).");
  }

  private static Finding memory() {
    OptionalLong free = number(Path.of("/proc/meminfo"), "MemAvailable:\\s+(\\d+) kB");
    if (free.isEmpty()) {
      return Finding.warning(
          "memory", "cannot tell what is free", "See that 1.5 GB of memory are free.");
    }
    long megabytes = free.getAsLong() * 1024 / 1_000_000;
    return megabytes >= MEGABYTES_NEEDED
        ? Finding.ok("memory", megabytes + " MB are free")
        : Finding.warning(
            "memory",
            "%d MB are free, %d MB are used when all runs".formatted(megabytes, MEGABYTES_NEEDED),
            "End other programs, or stop PharmaTrace's own with ./pharmatrace down.");
  }

  private static Finding openFiles() {
    OptionalLong limit = number(Path.of("/proc/self/limits"), "Max open files\\s+\\d+\\s+(\\d+)");
    return limit.isEmpty() || limit.getAsLong() >= OPEN_FILES_NEEDED
        ? Finding.ok("open files", limit.isEmpty() ? "unlimited" : "up to " + limit.getAsLong())
        : Finding.warning(
            "open files",
            "a process may have %d open, the broker may need %d"
                .formatted(limit.getAsLong(), OPEN_FILES_NEEDED),
            "Raise the limit (ulimit -n 65536) before ./pharmatrace up.");
  }

  private static OptionalLong number(Path file, String pattern) {
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Optional<String> output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String line = process.inputReader().readLine();
      return process.waitFor() == 0 ? Optional.ofNullable(line) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
