package io.pharmatrace.besu;

import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads a release, checks it, and unpacks it. What did not match its checksum is never
 * unpacked, and a half unpacked distribution never looks like a whole one.
 */
final class BesuDownload {
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
  private static final Duration STALL_DEADLINE = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofMinutes(20);
  private static final long MOST_ZIPPED = 1_000_000_000L;
  private static final long MOST_UNZIPPED = 2_000_000_000L;

  private final BesuRelease release;
  private final Path directory;

  BesuDownload(BesuRelease release, Path directory) {
    this.release = release;
    this.directory = directory.toAbsolutePath();
  }

  /**
   * Fetches the release.
   *
   * @param progress told every tenth of the way
   * @return the home of the distribution
   * @throws BesuUnavailableException when it cannot be reached, is not what was pinned, or does not
   *     come within 20 minutes
   */
  Path fetch(Progress progress) {
    Path home = directory.resolve(release.directoryName());
    Path zip = directory.resolve(release.directoryName() + ".zip.part");
    Path draft = directory.resolve(release.directoryName() + ".part");
    try {
      Files.createDirectories(directory);
      progress.report("downloading Besu " + release.version() + " from " + release.url().getHost());
      String digest = download(zip, progress);
      if (!digest.equals(release.sha256())) {
        throw new BesuUnavailableException(
            "Besu %s has SHA-256 %s instead of %s; it was not used"
                .formatted(release.version(), digest, release.sha256()));
      }
      deleteTree(draft);
      unzip(zip, draft);
      Path unpacked = draft.resolve(release.directoryName());
      if (!BesuDistributions.program(unpacked).toFile().setExecutable(true)) {
        throw new BesuUnavailableException("the zip of Besu has no program bin/besu");
      }
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
      return home;
    } catch (IOException e) {
      throw new BesuUnavailableException(
          "Besu %s could not be downloaded (%s: %s)"
              .formatted(release.version(), e.getClass().getSimpleName(), e.getMessage()),
          e);
    } finally {
      deleteTree(zip);
      deleteTree(draft);
    }
  }

  private String download(Path zip, Progress progress) throws IOException {
    URLConnection connection = release.url().toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT_DEADLINE.toMillis());
    connection.setReadTimeout((int) STALL_DEADLINE.toMillis());
    if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
      throw new IOException("the server answered " + http.getResponseCode());
    }
    long total = connection.getContentLengthLong();
    MessageDigest digest = sha256();
    Instant end = Instant.now().plus(DEADLINE);
    try (InputStream in = connection.getInputStream();
        OutputStream out = Files.newOutputStream(zip)) {
      byte[] buffer = new byte[1 << 16];
      long done = 0;
      long told = 0;
      for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        done += read;
        if (done > MOST_ZIPPED) {
          throw new IOException("it is larger than " + MOST_ZIPPED + " bytes");
        }
        if (Instant.now().isAfter(end)) {
          throw new IOException("it took longer than " + DEADLINE.toMinutes() + " minutes");
        }
        if (total > 0 && done * 10 / total > told) {
          told = done * 10 / total;
          progress.report(
              "downloaded %d %% of Besu (%d MB)".formatted(told * 10, total / 1_000_000));
        }
      }
      if (total > 0 && done != total) {
        throw new IOException("the connection broke after " + done + " of " + total + " bytes");
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void unzip(Path zip, Path target) throws IOException {
    long written = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("the zip names a file outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        written += Files.copy(in, file);
        if (written > MOST_UNZIPPED) {
          throw new IOException("unpacked it is larger than " + MOST_UNZIPPED + " bytes");
        }
      }
    }
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
