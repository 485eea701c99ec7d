package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.platform.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * Private keys of organisations, with which they read and sign records: PKCS#8, encrypted (PBES2),
 * one PEM file each in {@code reader-keys/} of the installation's home. The password is 32 random
 * bytes in {@code secrets/reader-keys}. A key that is missing is never made anew: what was wrapped
 * for it would stay unreadable, and nobody would be told. Thread-safe.
 */
@Singleton
final class KeyFolder {
  static final String FOLDER = "reader-keys";

  private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
  private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n";
  private static final String END = "\n-----END ENCRYPTED PRIVATE KEY-----\n";

  /** The password is random, so stretching it protects nothing. */
  private static final int ITERATIONS = 10_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Home home;
  private final Map<String, ECPrivateKey> open = new ConcurrentHashMap<>();

  KeyFolder(Home home) {
    this.home = home;
  }

  /** Makes a key; it is on disk when this returns. */
  P256Key make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      P256Key open = P256Key.of((ECPublicKey) pair.getPublic());
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, password(), new PBEParameterSpec(salt(), ITERATIONS));
      byte[] sealed = cipher.doFinal(pair.getPrivate().getEncoded());
      // The same parameters by the name that their standard has (RFC 8018), which the file needs.
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(cipher.getParameters().getEncoded());
      write(file(open.kid()), new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded());
      return open;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key cannot be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + home.folder(FOLDER), e);
    }
  }

  /**
   * The private half.
   *
   * @throws MissingKeyException when it is not there or cannot be used
   */
  ECPrivateKey key(String kid) {
    return open.computeIfAbsent(kid, this::load);
  }

  /** Whether the file is there. */
  boolean has(String kid) {
    return Files.exists(file(kid));
  }

  /** Deletes it for good. */
  void delete(String kid) {
    open.remove(kid);
    try {
      Files.deleteIfExists(file(kid));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(kid), e);
    }
  }

  private ECPrivateKey load(String kid) {
    Path file = file(kid);
    if (!Files.exists(file)) {
      throw new MissingKeyException(
          "the key file %s is missing: bring it back from a backup of %s/".formatted(file, FOLDER));
    }
    try {
      String pem = Files.readString(file, US_ASCII);
      if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
        throw unusable(file);
      }
      EncryptedPrivateKeyInfo info =
          new EncryptedPrivateKeyInfo(
              Base64.getMimeDecoder()
                  .decode(pem.substring(BEGIN.length(), pem.length() - END.length())));
      AlgorithmParameters parameters = info.getAlgParameters();
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, password(), parameters);
      return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(info.getKeySpec(cipher));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw unusable(file);
    }
  }

  private static MissingKeyException unusable(Path file) {
    return new MissingKeyException(
        "the key file %s does not open with secrets/%s: bring both back from one backup"
            .formatted(file, FOLDER));
  }

  private SecretKey password() throws GeneralSecurityException {
    // A new password would open none of the keys that are there.
    if (!Files.exists(home.folder("secrets").resolve(FOLDER)) && !isEmpty()) {
      throw new MissingKeyException(
          "secrets/%s is missing: bring it back from the backup of %s/".formatted(FOLDER, FOLDER));
    }
    String password = home.secret(FOLDER, Home::randomText);
    return SecretKeyFactory.getInstance(CIPHER)
        .generateSecret(new PBEKeySpec(password.toCharArray()));
  }

  private boolean isEmpty() {
    try (Stream<Path> files = Files.list(home.folder(FOLDER))) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + home.folder(FOLDER), e);
    }
  }

  private Path file(String kid) {
    return home.folder(FOLDER).resolve(kid + ".pem");
  }

  /** Whole, and durable before anything is wrapped for it. */
  private static void write(Path file, byte[] der) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "fresh", ".new");
    try {
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      Files.writeString(fresh, BEGIN + base64 + END, US_ASCII);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.createLink(file, fresh);
      try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException("two random keys are the same", e);
    } finally {
      Files.delete(fresh);
    }
  }

  private static byte[] salt() {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return salt;
  }
}
