package io.pharmatrace.besu;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Four Besu validators with QBFT on this machine. Keys and first block are made once, at the first
 * start; they and the chain survive {@link #stop} and {@link #kill}. One validator may fail without
 * stopping the chain; {@link #start} brings it back.
 */
public final class BesuNetwork implements Chain {
  private static final Duration START_DEADLINE = Duration.ofMinutes(3);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
  // A dead validator costs about 3 s at its turn, which is no illness of the others.
  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(8);

  private final BesuSettings settings;
  private final List<BesuValidator> validators;

  /**
   * Names a network; starts nothing.
   *
   * @param settings where it lives
   */
  public BesuNetwork(BesuSettings settings) {
    this.settings = settings;
    this.validators =
        IntStream.range(0, BesuSettings.VALIDATORS)
            .mapToObj(index -> new BesuValidator(settings, index))
            .toList();
  }

  @Override
  public void start(Progress progress) {
    new BesuKeys(settings, validators).makeOnce(progress);
    List<String> enodes = validators.stream().map(BesuValidator::enode).toList();
    validators.forEach(validator -> validator.writeConfiguration(enodes));
    List<BackgroundProcess> processes = validators.stream().map(BesuNetwork::startProcess).toList();
    progress.report("four Besu validators are starting; the first block takes up to a minute");
    for (int i = 0; i < processes.size(); i++) {
      URI url = validators.get(i).rpcUrl();
      processes
          .get(i)
          .awaitReady(
              "blocks at " + validators.get(i).name(),
              START_DEADLINE,
              progress,
              new AdvancingHead(url));
    }
  }

  @Override
  public void stop() {
    running().forEach(process -> process.stop(STOP_DEADLINE));
  }

  @Override
  public void kill() {
    running().forEach(BackgroundProcess::kill);
  }

  @Override
  public Optional<String> missing() {
    for (BesuValidator validator : validators) {
      if (BackgroundProcess.find(validator.program()).isEmpty()) {
        return Optional.of(validator.name() + " does not run");
      }
    }
    return AdvancingHead.lookFor(LOOK_DEADLINE, rpcUrls());
  }

  @Override
  public List<URI> rpcUrls() {
    return validators.stream().map(BesuValidator::rpcUrl).toList();
  }

  /** The genesis file, by which an auditor pins the first validators. */
  public Path genesisFile() {
    return settings.directory().resolve("genesis.json");
  }

  /** Besu runs on the Java of this process, with a heap that four of fit one machine. */
  static Map<String, String> javaEnvironment() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "BESU_OPTS",
        "-Xmx768m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
  }

  private List<BackgroundProcess> running() {
    return validators.stream()
        .map(BesuValidator::program)
        .map(BackgroundProcess::find)
        .flatMap(Optional::stream)
        .toList();
  }

  private static BackgroundProcess startProcess(BesuValidator validator) {
    Program program = validator.program();
    return BackgroundProcess.find(program)
        .orElseGet(
            () -> {
              validator.ports().forEach(port -> refuseTaken(validator, port));
              makeDirectory(validator.directory().resolve("data"));
              return BackgroundProcess.start(program);
            });
  }

  private static void refuseTaken(BesuValidator validator, int port) {
    if (!Ports.isFree(port)) {
      throw new ProcessFailedException(
          "another program has port " + port + ", which " + validator.name() + " needs");
    }
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }
}
