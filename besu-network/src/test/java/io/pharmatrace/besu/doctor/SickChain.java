package io.pharmatrace.besu.doctor;

import io.pharmatrace.besu.Anvil;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An anvil with a fault: our development chain's arguments, and others after them. */
record SickChain(BackgroundProcess process, URI url) implements AutoCloseable {
  static SickChain start(Path directory, String... fault) {
    int port = Ports.free(1).getFirst();
    List<String> command = new ArrayList<>();
    command.add(Anvil.find(Path.of("..").toAbsolutePath().normalize(), System.getenv()).toString());
    command.addAll(List.of("--quiet", "--host", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--gas-price", "0"));
    List<String> faults = List.of(fault);
    addUnless(faults, command, "--block-base-fee-per-gas", "0");
    addUnless(faults, command, "--hardfork", "cancun");
    addUnless(faults, command, "--chain-id", "4711");
    if (!faults.contains("--no-mining")) {
      command.addAll(List.of("--block-time", "1"));
    }
    command.addAll(faults);
    URI url = URI.create("http://127.0.0.1:" + port);
    BackgroundProcess process =
        BackgroundProcess.start(Program.in("anvil-" + port, command, directory));
    process.awaitReady(
        "anvil", Duration.ofSeconds(20), Progress.SILENT, () -> missing(new JsonRpc(url)));
    return new SickChain(process, url);
  }

  JsonRpc rpc() {
    return new JsonRpc(url);
  }

  @Override
  public void close() {
    process.kill();
  }

  private static void addUnless(List<String> faults, List<String> command, String... argument) {
    if (!faults.contains(argument[0])) {
      command.addAll(List.of(argument));
    }
  }

  private static Optional<String> missing(JsonRpc rpc) {
    try {
      rpc.chainId();
      return Optional.empty();
    } catch (io.pharmatrace.besu.ChainException e) {
      return Optional.of("no answer");
    }
  }
}
