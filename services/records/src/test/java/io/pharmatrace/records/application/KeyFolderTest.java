package io.pharmatrace.records.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
  private final Path home;

  @SuppressWarnings("NullAway.Init")
  private P256Key made;

  KeyFolderTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void make() {
    made = folder().make();
  }

  @Test
  void aKeyOpensWhatWasWrappedForItAlsoAfterARestart() {
    SecretKey dataKey = DataKeys.fresh();

    WrappedKey wrapped = DataKeys.wrap(dataKey, made);

    assertThat(DataKeys.unwrap(wrapped, folder().key(made.kid()))).contains(dataKey);
  }

  @Test
  void aKeyLiesEncryptedForItsOwnerOnly() throws IOException {
    Path file = file();

    assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingKeyIsNamedAndNotMadeAnew() throws IOException {
    Files.delete(file());

    assertThatThrownBy(() -> folder().key(made.kid()))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining(made.kid());
    assertThat(file()).doesNotExist();
  }

  @Test
  void aMissingPasswordIsNotMadeAnew() throws IOException {
    Files.delete(home.resolve("secrets").resolve(KeyFolder.FOLDER));

    assertThatThrownBy(() -> folder().key(made.kid()))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("secrets/reader-keys");
    assertThatThrownBy(() -> folder().make()).isInstanceOf(MissingKeyException.class);
  }

  @Test
  void aWrongPasswordAndASpoiltFileAreTold() throws IOException {
    Path password = home.resolve("secrets").resolve(KeyFolder.FOLDER);
    String right = Files.readString(password);
    Files.writeString(password, "another");
    assertThatThrownBy(() -> folder().key(made.kid()))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("does not open");

    Files.writeString(password, right);
    Files.writeString(file(), "spoilt");
    assertThatThrownBy(() -> folder().key(made.kid()))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("does not open");
  }

  private KeyFolder folder() {
    return new KeyFolder(new Home(home.toString()));
  }

  private Path file() {
    return home.resolve(KeyFolder.FOLDER).resolve(made.kid() + ".pem");
  }
}
