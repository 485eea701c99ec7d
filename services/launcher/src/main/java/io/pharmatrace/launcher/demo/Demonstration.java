package io.pharmatrace.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.process.Progress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Has the scanner simulator register the demonstration and play it once. Playing it again would
 * change nothing, but takes time, so a finished play is remembered with the data it made.
 */
public final class Demonstration {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String MODULE = "scanner-simulator";
  private static final String MAIN = "io.pharmatrace.simulator.Main";
  private static final String CAST = "io/pharmatrace/simulator/demo.json";

  private final Home home;
  private final Secrets secrets;

  /** Creates the demonstration of a home; loads nothing. */
  public Demonstration(Home home) {
    this.home = home;
    this.secrets = new Secrets(home);
  }

  /**
   * Registers and plays, unless that was done before.
   *
   * @param api where the application answers
   * @param bootstrapServers where the broker answers
   * @param progress told each step
   * @return a pack to try, whose verdict was just asked for; empty when it was loaded before
   * @throws Failure when the simulator fails or takes more than two minutes
   * @throws io.pharmatrace.process.DeadlineExceededException when no pack that was played gets a
   *     green verdict within a minute
   */
  public Optional<Example> load(URI api, String bootstrapServers, Progress progress) {
    if (Files.exists(marker())) {
      progress.report("was loaded before");
      return Optional.empty();
    }
    progress.report("loading organisations, playing a small supply chain");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            MAIN));
    command.addAll(arguments(api, bootstrapServers));
    Talking.run("the scanner simulator", command, home.logOf("demo"), DEADLINE, progress);
    Play play = Play.read(bootstrapServers);
    play.awaitTaken(bootstrapServers, progress);
    Example example = new Pharmacists(api, logins(), password()).firstGreen(play.packs(), progress);
    try {
      Files.writeString(marker(), "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker(), e);
    }
    return Optional.of(example);
  }

  private List<String> arguments(URI api, String bootstrapServers) {
    return List.of(
        "--api=" + api,
        "--admin-password-file=" + secrets.file("admin-password"),
        "--user-password-file=" + secrets.file("demo-password"),
        "--bootstrap=" + bootstrapServers,
        "--once");
  }

  /** The password of every demonstration user. */
  public String password() {
    return secrets.get("demo-password");
  }

  /** Who can log in, read from the simulator's own cast. */
  public List<Login> logins() {
    try (ZipFile jar = new ZipFile(classPath().getFirst().toFile())) {
      ZipEntry entry = jar.getEntry(CAST);
      if (entry == null) {
        throw new Failure(
            "the logins cannot be listed", jar.getName() + " has no " + CAST, "Build it anew.");
      }
      try (InputStream cast = jar.getInputStream(entry)) {
        return logins(JsonMapper.builder().build().readTree(cast));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the demonstration's cast", e);
    }
  }

  static List<Login> logins(JsonNode cast) {
    List<Login> logins = new ArrayList<>();
    for (JsonNode organisation : cast.path("organisations")) {
      for (JsonNode user : organisation.path("users")) {
        logins.add(
            new Login(
                user.path("username").asText(),
                user.path("name").asText(),
                organisation.path("name").asText(),
                organisation.path("role").asText()));
      }
    }
    return logins;
  }

  private static List<Path> classPath() {
    return Checkout.current().classPath(MODULE);
  }

  /** Lies with the data: without the data, the demonstration is not loaded. */
  private Path marker() {
    return home.data("demo.loaded");
  }
}
