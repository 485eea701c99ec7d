package io.pharmatrace.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path directory;
  private Secrets secrets;

  @BeforeEach
  void open() {
    Home home = new Home(directory);
    home.create();
    secrets = new Secrets(home);
  }

  @Test
  void drawnOnceAndKept() {
    String drawn = secrets.get("admin-password");

    assertThat(drawn).matches("[a-z2-9]{26}");
    assertThat(secrets.get("admin-password")).isEqualTo(drawn);
  }

  @Test
  void eachIsDrawnOnItsOwn() {
    assertThat(secrets.get("admin-password")).isNotEqualTo(secrets.get("demo-password"));
  }

  @Test
  void fileIsItsOwnersOnly() throws IOException {
    secrets.get("admin-password");

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(secrets.file("admin-password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void operatorsOwnIsUsedAsItStands() throws IOException {
    Files.writeString(secrets.file("admin-password"), "chosen by hand\n");

    assertThat(secrets.get("admin-password")).isEqualTo("chosen by hand");
  }
}
