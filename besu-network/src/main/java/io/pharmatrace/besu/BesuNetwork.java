package io.pharmatrace.besu;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.DeadlineExceededException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Besu validators with QBFT on this machine, four of them at first. Keys and first block are made
 * once, at the first start; they and the chain survive {@link #stop} and {@link #kill}. One of four
 * may fail without stopping the chain; {@link #start} brings it back. {@link Validators} changes
 * which there are.
 */
public final class BesuNetwork implements Chain {
  private static final Duration START_DEADLINE = Duration.ofMinutes(3);
  private static final Duration PORT_DEADLINE = Duration.ofSeconds(10);
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
        settings.nodes().stream().map(node -> new BesuValidator(settings, node)).toList();
  }

  /**
   * Has validators listen for others at this address from the next start on, and not on loopback.
   *
   * @param host an IPv4 address of this machine
   * @throws ProcessFailedException when it is none, or the network runs with another
   */
  public void listenAt(String host) {
    if (!host.equals(P2pHost.of(settings)) && !running().isEmpty()) {
      throw new ProcessFailedException(
          "the validators listen at %s; stop them first (./pharmatrace down)"
              .formatted(P2pHost.of(settings)));
    }
    P2pHost.set(settings, host);
  }

  @Override
  public void start(Progress progress) {
    new BesuKeys(settings).makeOnce(validators, progress);
    refuseOneKeyTwice();
    writeConfiguration();
    List<BackgroundProcess> processes = validators.stream().map(BesuNetwork::startProcess).toList();
    progress.report(
        validators.size() + " Besu validators are starting; the first block takes up to a minute");
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

  /** Ends the last node at once, as a crash would; {@link #start} brings it back. For tests. */
  public void killOne() {
    BackgroundProcess.find(validators.getLast().program()).ifPresent(BackgroundProcess::kill);
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
    return settings.genesisFile();
  }

  /** Each node permits, and tries to reach, the others and those that {@link Permitted} names. */
  void writeConfiguration() {
    Permitted permitted = Permitted.of(settings);
    List<String> enodes =
        Stream.concat(validators.stream().map(BesuValidator::enode), permitted.nodes().stream())
            .distinct()
            .toList();
    validators.forEach(validator -> validator.writeConfiguration(enodes, permitted.accounts()));
  }

  List<BesuValidator> validators() {
    return validators;
  }

  /** Two nodes with one key would vote twice, and may be taken for a forger. */
  private void refuseOneKeyTwice() {
    Map<String, String> nodeByKey = new HashMap<>();
    for (BesuValidator validator : validators) {
      String other = nodeByKey.put(validator.publicKey(), validator.name());
      if (other != null) {
        throw new ProcessFailedException(
            "%s and %s have the same key; put one of them away, for good"
                .formatted(other, validator.name()));
      }
    }
  }

  /** Besu runs on the Java of this process, with a heap that four of fit one machine. */
  static Map<String, String> javaEnvironment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"), "BESU_OPTS", BesuOptions.JAVA_OPTIONS);
  }

  private List<BackgroundProcess> running() {
    return validators.stream()
        .map(BesuValidator::program)
        .map(BackgroundProcess::find)
        .flatMap(Optional::stream)
        .toList();
  }

  static BackgroundProcess startProcess(BesuValidator validator) {
    Program program = validator.program();
    return BackgroundProcess.find(program)
        .orElseGet(
            () -> {
              validator.ports().forEach(port -> refuseTaken(validator, port));
              makeDirectory(validator.directory().resolve("data"));
              return BackgroundProcess.start(program);
            });
  }

  /** A node that was killed may hold its ports a moment longer than its process can be seen. */
  private static void refuseTaken(BesuValidator validator, int port) {
    try {
      Await.until(
          "port " + port,
          PORT_DEADLINE,
          Progress.SILENT,
          () -> Ports.isFree(port) ? Optional.empty() : Optional.of("it is taken"));
    } catch (DeadlineExceededException e) {
      throw new ProcessFailedException(
          "another program has port " + port + ", which " + validator.name() + " needs", e);
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
