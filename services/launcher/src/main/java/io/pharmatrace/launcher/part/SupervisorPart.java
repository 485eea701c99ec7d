package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Versions;
import io.pharmatrace.launcher.checkout.Checkout;
import io.pharmatrace.launcher.checkout.Deployment;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The process that starts again what died ({@code SuperviseCommand}). It has no port; nothing needs
 * it to go on running.
 */
public final class SupervisorPart implements Part {
  private static final int HEAP_MEGABYTES = 48;
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
  private static final String MAIN = "io.pharmatrace.launcher.Main";

  private final Home home;
  private final Program files;

  /** Creates the part of a home; starts nothing. */
  public SupervisorPart(Home home) {
    this.home = home;
    this.files = program(List.of("java"));
  }

  @Override
  public String name() {
    return "supervisor";
  }

  @Override
  public Path log() {
    return home.logOf(name());
  }

  @Override
  public void start(Progress progress) {
    Deployment deployment =
        Deployment.of(home, name(), Checkout.current().classPath("services/launcher"));
    if (runs() && !deployment.isCurrent(home, name())) {
      stop(progress);
    }
    if (!runs()) {
      deployment.makeCurrent(home, name());
      BackgroundProcess.start(program(command(deployment)));
    }
  }

  private List<String> command(Deployment deployment) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + HEAP_MEGABYTES + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.net.preferIPv4Stack=true",
        "-Dpharmatrace.root=" + Checkout.current().root(),
        "-cp",
        deployment.classPath(),
        MAIN,
        "supervise",
        "--home=" + home.directory());
  }

  @Override
  public void stop(Progress progress) {
    BackgroundProcess.find(files).ifPresent(process -> process.stop(STOP_DEADLINE));
  }

  @Override
  public boolean died() {
    return Ending.died(files);
  }

  private boolean runs() {
    return BackgroundProcess.find(files).isPresent();
  }

  @Override
  public PartHealth health() {
    Optional<BackgroundProcess> process = BackgroundProcess.find(files);
    return process.isEmpty()
        ? PartHealth.stopped(name(), OptionalInt.empty(), Ending.of("the supervisor", files))
        : PartHealth.healthy(
            name(),
            process.get().pid(),
            OptionalInt.empty(),
            "PharmaTrace " + Versions.of("version"));
  }

  private Program program(List<String> command) {
    return new Program(
        "the supervisor", command, Map.of(), home.directory(), log(), home.pidOf(name()));
  }
}
