package io.pharmatrace.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.doctor.Finding.Grade;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.PortBook;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.launcher.part.PostgresPart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeChecksTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void makeHome() {
    home = new Home(directory);
    home.create();
  }

  @Test
  void freshHomeHasNoProblem() {
    assertThat(findings()).noneMatch(each -> each.grade() == Grade.PROBLEM);
  }

  @Test
  void secretThatOthersCanReadIsAProblem() throws IOException {
    new Secrets(home).get("admin-password");
    Files.setPosixFilePermissions(
        new Secrets(home).file("admin-password"), PosixFilePermissions.fromString("rw-r--r--"));

    Finding finding = finding("secrets");

    assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
    assertThat(finding.what()).contains("admin-password");
    assertThat(finding.cure()).contains("chmod");
  }

  @Test
  void portThatAnotherProgramTookIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      new PortBook(home).remember("postgres", other.getLocalPort());

      Finding finding = finding("postgres");

      assertThat(finding.grade()).isEqualTo(Grade.WARNING);
      assertThat(finding.what()).contains(Integer.toString(other.getLocalPort()));
    }
  }

  @Test
  void partThatEndedWithoutBeingStoppedIsNoticed() throws IOException {
    Files.writeString(home.pidOf("postgres"), "4194303 ticks:1\n");

    assertThat(finding("postgres").what()).contains("ended without being stopped");
  }

  private Finding finding(String check) {
    return findings().stream().filter(each -> each.check().equals(check)).findFirst().orElseThrow();
  }

  private List<Finding> findings() {
    return new HomeChecks(home, List.of(new PostgresPart(home))).all();
  }
}
