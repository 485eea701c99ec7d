package io.pharmatrace.platform;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * The folder in which this installation keeps what is its own: {@code secrets/} and {@code keys/},
 * readable by its owner only. Configured by {@code pharmatrace.home}. Thread-safe.
 */
@Singleton
public final class Home {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Path directory;

  /**
   * Opens the folder, making it when it is absent.
   *
   * @param directory value of {@code pharmatrace.home}
   */
  public Home(@Value("${pharmatrace.home:var}") String directory) {
    this.directory = Path.of(directory).toAbsolutePath().normalize();
  }

  /** A private sub-folder, made when it is absent. */
  public Path folder(String name) {
    try {
      Path folder = directory.resolve(name);
      Files.createDirectories(directory);
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (FileAlreadyExistsException e) {
      return directory.resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory.resolve(name), e);
    }
  }

  /**
   * The secret of that name; made when absent. Two processes that start at once agree on one.
   *
   * @param name file name under {@code secrets/}
   * @param make gives the text of a new secret
   */
  public String secret(String name, Supplier<String> make) {
    Path file = folder("secrets").resolve(name);
    try {
      if (!Files.exists(file)) {
        Path fresh = Files.createTempFile(file.getParent(), name, ".new");
        Files.writeString(fresh, make.get(), StandardOpenOption.TRUNCATE_EXISTING);
        try {
          // A hard link fails if the target exists: the first process wins, whole or not at all.
          Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
          // Another process was first; its secret is read below.
        } finally {
          Files.delete(fresh);
        }
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write the secret " + file, e);
    }
  }

  /** 32 random bytes as URL-safe text, for passwords and keys of this installation. */
  public static String randomText() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
