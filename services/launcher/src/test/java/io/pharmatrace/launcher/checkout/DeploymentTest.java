package io.pharmatrace.launcher.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
  @TempDir Path directory;
  private Home home;
  private Path ours;
  private Path foreign;

  @BeforeEach
  void build() throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    ours = directory.resolve("app-" + Versions.of("version") + ".jar");
    foreign = directory.resolve("library-1.0.jar");
    Files.writeString(ours, "first build");
    Files.writeString(foreign, "library");
  }

  @Test
  void keepsTheOrderOfTheClassPath() {
    assertThat(deploy().jars())
        .extracting(jar -> jar.getFileName().toString())
        .containsExactly(ours.getFileName().toString(), "library-1.0.jar");
  }

  @Test
  void nextBuildDoesNotTouchWhatRuns() throws IOException {
    Deployment running = deploy();

    Files.writeString(ours, "second build");
    Files.delete(foreign);

    assertThat(running.jars().getFirst()).hasContent("first build");
    assertThat(running.jars().getLast()).hasContent("library");
  }

  @Test
  void sameBuildIsTheSameDeployment() {
    assertThat(deploy()).isEqualTo(deploy());
  }

  @Test
  void otherBuildIsAnotherDeployment() throws IOException {
    Deployment first = deploy();
    Files.writeString(ours, "second build");

    assertThat(deploy().directory()).isNotEqualTo(first.directory());
  }

  @Test
  void oldDeploymentsAreDeletedButNotTheCurrentOne() throws IOException {
    Deployment first = deploy();
    Files.writeString(ours, "second build");
    Deployment second = deploy();

    second.deleteOthers(home, "app");

    assertThat(first.directory()).doesNotExist();
    assertThat(second.directory()).isDirectory();
  }

  private Deployment deploy() {
    return Deployment.of(home, "app", List.of(ours, foreign));
  }
}
