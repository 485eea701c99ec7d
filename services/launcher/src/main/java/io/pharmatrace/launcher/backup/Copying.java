package io.pharmatrace.launcher.backup;

import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Copies files that only their owner may read, with their checksums. For one thread. */
final class Copying {
  private static final Duration OFTEN = Duration.ofSeconds(2);

  private final Progress progress;
  private final String doing;
  private final long total;
  private long done;
  private Instant told = Instant.now();

  /**
   * A copying.
   *
   * @param doing as in "copied"
   * @param total bytes that there will be, about
   */
  Copying(Progress progress, String doing, long total) {
    this.progress = progress;
    this.doing = doing;
    this.total = total;
  }

  /** Makes a directory for the owner only, with those above it. */
  static void directory(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Copies a file; it is on disk when this ends.
   *
   * @return what was copied, for the manifest
   */
  Manifest.Entry copy(Path source, Path target, String name) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    Files.createFile(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (InputStream in = Files.newInputStream(source);
        FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      bytes = pass(in, out, digest);
      channel.force(true);
    }
    return new Manifest.Entry(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Has the names in a directory survive a power cut. */
  static void persist(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The checksum of a file. */
  String checksum(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      pass(in, OutputStream.nullOutputStream(), digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private long pass(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
      bytes += n;
      tell(n);
    }
    return bytes;
  }

  private void tell(int bytes) {
    done += bytes;
    if (Duration.between(told, Instant.now()).compareTo(OFTEN) > 0) {
      told = Instant.now();
      progress.report("%s %d of about %d MB".formatted(doing, done / 1_000_000, total / 1_000_000));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
