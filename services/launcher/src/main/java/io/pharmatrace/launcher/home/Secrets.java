package io.pharmatrace.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * Passwords that were drawn on this machine at first use, one a file that only its owner can read.
 * Not safe for two processes at once; the launcher's lock sees to that.
 */
public final class Secrets {
  /** No letters that are mistaken for each other: a person may have to type one. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  /** 26 letters of 31: more than 128 bits. */
  private static final int LENGTH = 26;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;

  /** Creates the view of a home's secrets. */
  public Secrets(Home home) {
    this.directory = home.secrets();
  }

  /**
   * Reads a secret, and draws it when it is not there yet.
   *
   * @param name file name, as in "database-password"
   * @return 26 lower-case letters and digits, or what an operator put into the file
   */
  public String get(String name) {
    Path file = file(name);
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return draw(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + file, e);
    }
  }

  /** Where a secret lies; it need not exist. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  private static String draw(Path file) {
    StringBuilder secret = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, secret + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the secret " + file, e);
    }
    return secret.toString();
  }
}
