package io.pharmatrace.anchoring.adapter.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.SignerException;
import io.pharmatrace.platform.Home;
import io.pharmatrace.transparency.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path home;

  @Test
  void aKeyIsTheSameAfterARestart() {
    UUID organisation = UUID.randomUUID();
    Address relay = open().relay().address();
    Address ofOrganisation = open().newcomer(organisation).address();

    assertThat(open().relay().address()).isEqualTo(relay);
    assertThat(open().organisation(organisation).address()).isEqualTo(ofOrganisation);
    assertThat(ofOrganisation).isNotEqualTo(relay);
  }

  @Test
  void keysAndPasswordAreReadableByTheirOwnerOnly() throws IOException {
    open().governors(2);

    try (Stream<Path> files = Files.walk(home)) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertThat(written).hasSize(3);
      for (Path file : written) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void governorsThatAreThereAreKept() {
    List<Address> three = addresses(open().governors(3));

    assertThat(addresses(open().governors(1))).isEqualTo(three);
  }

  @Test
  void anotherPasswordDoesNotOpenAKey() throws IOException {
    open().relay();
    Files.writeString(home.resolve("secrets/keystore-password"), "guessed");

    assertThatThrownBy(() -> open().relay())
        .isInstanceOf(SignerException.class)
        .hasMessageContaining("relay.json");
  }

  @Test
  void aKeyThatIsGoneIsNotMadeAnew() throws IOException {
    UUID organisation = UUID.randomUUID();
    Address before = open().newcomer(organisation).address();
    Path file = home.resolve("keys/organisation-" + organisation + ".json");
    byte[] kept = Files.readAllBytes(file);
    Files.delete(file);

    Keystore later = open();
    assertThatThrownBy(() -> later.organisation(organisation))
        .isInstanceOf(SignerException.class)
        .hasMessageContaining(file + " is missing");
    assertThat(file).doesNotExist();
    Files.write(file, kept);
    assertThat(later.organisation(organisation).address()).isEqualTo(before);
  }

  @Test
  void aKeyFileThatIsDamagedIsNamed() throws IOException {
    open().relay();
    Files.writeString(home.resolve("keys/relay.json"), "{");

    assertThatThrownBy(() -> open().relay())
        .isInstanceOf(SignerException.class)
        .hasMessageContaining("relay.json cannot be used");
  }

  @Test
  void governorsAreNotMadeByWhoOnlyAsks() {
    assertThat(open().governors(0)).isEmpty();
    assertThat(home.resolve("keys/governor-1.json")).doesNotExist();
  }

  private Keystore open() {
    return new Keystore(new Home(home.toString()), "keystore");
  }

  private static List<Address> addresses(List<Signer> signers) {
    return signers.stream().map(Signer::address).toList();
  }
}
