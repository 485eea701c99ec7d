package io.pharmatrace.besu;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A development chain: one anvil process that makes a block a second for itself. It has no
 * consensus and so proves nothing to others. Its state is written every two seconds and at {@link
 * #stop}; {@link #kill} takes back what is younger, which a real chain never does.
 */
public final class DevChain implements Chain {
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
  private static final Duration LOOK_DEADLINE = Duration.ofSeconds(4);

  private final Settings settings;
  private final Program program;

  /**
   * Where a development chain lives.
   *
   * @param anvil the program
   * @param directory of its state, log and pid file
   * @param rpcPort of JSON-RPC, on loopback
   * @param chainId positive
   */
  public record Settings(Path anvil, Path directory, int rpcPort, long chainId) {
    /** Checks the ranges. */
    public Settings {
      directory = directory.toAbsolutePath();
      if (rpcPort < 1 || rpcPort > 65_535) {
        throw new IllegalArgumentException("no port: " + rpcPort);
      }
      if (chainId < 1) {
        throw new IllegalArgumentException("a chain id is positive, not " + chainId);
      }
    }
  }

  /**
   * Names a development chain; starts nothing.
   *
   * @param settings where it lives
   */
  public DevChain(Settings settings) {
    this.settings = settings;
    this.program = Program.in("anvil", command(settings), settings.directory());
  }

  @Override
  public void start(Progress progress) {
    Optional<BackgroundProcess> running = BackgroundProcess.find(program);
    if (running.isEmpty() && !Ports.isFree(settings.rpcPort())) {
      throw new ProcessFailedException(
          "another program has port " + settings.rpcPort() + ", which the chain needs");
    }
    running
        .orElseGet(() -> BackgroundProcess.start(program))
        .awaitReady(
            "the development chain at " + rpcUrl(),
            START_DEADLINE,
            progress,
            new AdvancingHead(rpcUrl()));
  }

  @Override
  public void stop() {
    BackgroundProcess.find(program)
        .ifPresent(
            process -> {
              makeNoMoreBlocks();
              process.stop(STOP_DEADLINE);
            });
  }

  /**
   * State that is written while a block is made has its transactions and not the block; the next
   * block of that number would have another hash than their logs say.
   */
  private void makeNoMoreBlocks() {
    JsonRpc rpc = new JsonRpc(rpcUrl());
    try {
      rpc.call("evm_setIntervalMining", 0);
      rpc.call("evm_mine"); // Answered when none is being made any more.
    } catch (ChainException e) {
      // Who does not answer is told by signal only, and killed in the end.
    }
  }

  @Override
  public void kill() {
    BackgroundProcess.find(program).ifPresent(BackgroundProcess::kill);
  }

  @Override
  public Optional<String> missing() {
    if (BackgroundProcess.find(program).isEmpty()) {
      return Optional.of("the development chain does not run");
    }
    return AdvancingHead.lookFor(LOOK_DEADLINE, rpcUrls());
  }

  @Override
  public List<URI> rpcUrls() {
    return List.of(rpcUrl());
  }

  private URI rpcUrl() {
    return URI.create("http://127.0.0.1:" + settings.rpcPort());
  }

  private static List<String> command(Settings settings) {
    List<String> command = new ArrayList<>(List.of(settings.anvil().toString()));
    command.addAll(
        arguments(
            "127.0.0.1",
            settings.rpcPort(),
            settings.chainId(),
            settings.directory().resolve("state.json")));
    return command;
  }

  /**
   * How anvil is called.
   *
   * @param host address that it listens at
   * @param port of JSON-RPC
   * @param chainId positive
   * @param state the file that its state is written to and read from
   */
  public static List<String> arguments(String host, int port, long chainId, Path state) {
    return List.of(
        // Every call would be logged, for ever.
        "--quiet",
        "--host",
        host,
        "--port",
        Integer.toString(port),
        "--chain-id",
        Long.toString(chainId),
        "--gas-price",
        "0",
        "--block-base-fee-per-gas",
        "0",
        "--hardfork",
        "cancun",
        "--block-time",
        "1",
        "--gas-limit",
        "1000000000",
        "--state",
        state.toString(),
        "--state-interval",
        "2");
  }
}
