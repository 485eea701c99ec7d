package io.pharmatrace.launcher.checkout;

import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The jars of one program, kept apart from the build: a running program must not lose its jars when
 * the next build, or {@code ./pharmatrace test}, writes them anew.
 *
 * @param directory named after the program and a digest of its jars
 * @param jars in the order of the class path
 */
public record Deployment(Path directory, List<Path> jars) {
  /** Fixes the list. */
  public Deployment {
    jars = List.copyOf(jars);
  }

  /**
   * Puts the jars where they stay. The jars of others are hard links where possible and take no
   * room; ours are copies, because the build overwrites them in place.
   *
   * @param home gets them, below software/
   * @param program as in "app"
   * @param built what the build made, in the order of the class path
   * @return the same for the same jars
   */
  public static Deployment of(Home home, String program, List<Path> built) {
    Path directory = home.software().resolve(program + "-" + digest(built));
    Deployment deployment =
        new Deployment(
            directory, built.stream().map(jar -> directory.resolve(jar.getFileName())).toList());
    if (!Files.isDirectory(directory)) {
      Path draft = directory.resolveSibling(directory.getFileName() + ".new");
      try {
        Trees.delete(draft);
        Files.createDirectories(draft);
        for (Path jar : built) {
          place(jar, draft.resolve(jar.getFileName()));
        }
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot copy the jars of " + program, e);
      }
    }
    return deployment;
  }

  /** The class path as Java takes it. */
  public String classPath() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Deletes other deployments of the same program. For when it does not run.
   *
   * @param home that holds them
   * @param program as in "app"
   */
  public void deleteOthers(Home home, String program) {
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(home.software(), program + "-[0-9a-f]*")) {
      for (Path other : others) {
        if (!other.equals(directory)) {
          Trees.delete(other);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete old jars of " + program, e);
    }
  }

  /**
   * Whether a program was last started from these jars.
   *
   * @param home it runs in
   * @param program as in "app"
   */
  public boolean isCurrent(Home home, String program) {
    try {
      return directory.toString().equals(Files.readString(memory(home, program)));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + memory(home, program), e);
    }
  }

  /**
   * For when a program is started from these jars: remembers it, and deletes those of earlier
   * builds.
   *
   * @param home it runs in
   * @param program as in "app"
   */
  public void makeCurrent(Home home, String program) {
    deleteOthers(home, program);
    try {
      Files.writeString(memory(home, program), directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + memory(home, program), e);
    }
  }

  private static Path memory(Home home, String program) {
    return home.run().resolve(program + ".deployment");
  }

  private static void place(Path jar, Path target) throws IOException {
    if (!isOurs(jar)) {
      try {
        Files.createLink(target, jar);
        return;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Another file system, or one without links: then a copy.
      }
    }
    Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static boolean isOurs(Path jar) {
    // Every module of ours has the same version. A jar directly in target/ is a module's own,
    // whatever its name.
    return jar.endsWith(Path.of("target", jar.getFileName().toString()))
        || jar.getFileName().toString().endsWith("-" + Versions.of("version") + ".jar");
  }

  /** Of contents for our jars, of names for others: a released version never changes. */
  private static String digest(List<Path> jars) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path jar : jars) {
        digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        if (isOurs(jar)) {
          digest.update(Files.readAllBytes(jar));
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the jars", e);
    }
  }
}
