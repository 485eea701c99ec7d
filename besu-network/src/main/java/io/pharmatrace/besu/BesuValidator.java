package io.pharmatrace.besu;

import io.pharmatrace.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One validator of the network: its files, its address, how it is started. */
final class BesuValidator {
  private static final String HOST = "127.0.0.1";

  private final BesuSettings settings;
  private final int index;

  /** The validator of an index from 0. */
  BesuValidator(BesuSettings settings, int index) {
    this.settings = settings;
    this.index = index;
  }

  String name() {
    return "validator-" + (index + 1);
  }

  Path directory() {
    return settings.directory().resolve(name());
  }

  URI rpcUrl() {
    return URI.create("http://" + HOST + ":" + settings.rpcPorts().get(index));
  }

  List<Integer> ports() {
    return List.of(settings.rpcPorts().get(index), settings.p2pPorts().get(index));
  }

  /** How the others reach it: its public key and where it listens. */
  String enode() {
    try {
      String key = Files.readString(directory().resolve("key.pub")).strip();
      String digits = key.startsWith("0x") ? key.substring(2) : key;
      return "enode://" + digits + "@" + HOST + ":" + settings.p2pPorts().get(index);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the public key of " + name(), e);
    }
  }

  /** Writes who may connect, whom to connect to, and who may send transactions. */
  void writeConfiguration(List<String> enodes) {
    List<String> others = enodes.stream().filter(enode -> !enode.equals(enode())).toList();
    try {
      Files.writeString(directory().resolve("static-nodes.json"), quoted(others));
      Files.writeString(
          directory().resolve("permissions_config.toml"),
          "nodes-allowlist="
              + quoted(enodes)
              + "\naccounts-allowlist="
              + quoted(settings.senders())
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot configure " + name(), e);
    }
  }

  Program program() {
    List<String> command = new ArrayList<>();
    command.add(BesuDistributions.program(settings.home()).toString());
    command.addAll(arguments());
    return Program.in(name(), command, directory()).withEnvironment(BesuNetwork.javaEnvironment());
  }

  private List<String> arguments() {
    Path permissions = directory().resolve("permissions_config.toml");
    return List.of(
        "--genesis-file=" + settings.directory().resolve("genesis.json"),
        "--data-path=" + directory().resolve("data"),
        "--node-private-key-file=" + directory().resolve("key"),
        // Keeps the state proofs of every block, which evidence bundles need; BONSAI keeps 512.
        "--data-storage-format=FOREST",
        "--sync-mode=FULL",
        "--discovery-enabled=false",
        "--static-nodes-file=" + directory().resolve("static-nodes.json"),
        "--nat-method=NONE",
        "--p2p-host=" + HOST,
        "--p2p-interface=" + HOST,
        "--p2p-port=" + settings.p2pPorts().get(index),
        "--rpc-http-enabled=true",
        "--rpc-http-host=" + HOST,
        "--rpc-http-port=" + settings.rpcPorts().get(index),
        "--rpc-http-api=ETH,NET,WEB3,QBFT,TXPOOL",
        "--host-allowlist=localhost," + HOST,
        "--min-gas-price=0",
        "--rpc-tx-feecap=0",
        "--tx-pool=SEQUENCED",
        "--tx-pool-limit-by-account-percentage=1",
        // Above rate x period x 2; the layered pool's options would stop the node.
        "--tx-pool-max-size=8192",
        "--permissions-nodes-config-file-enabled=true",
        "--permissions-nodes-config-file=" + permissions,
        "--permissions-accounts-config-file-enabled=" + !settings.senders().isEmpty(),
        "--permissions-accounts-config-file=" + permissions,
        "--logging=INFO");
  }

  /** A list that is JSON and TOML alike; its members hold nothing that needs escaping. */
  private static String quoted(List<String> members) {
    return members.stream()
        .map(member -> "\"" + member + "\"")
        .collect(Collectors.joining(",\n ", "[", "]"));
  }
}
