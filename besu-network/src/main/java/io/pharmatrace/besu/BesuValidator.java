package io.pharmatrace.besu;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One validator of the network: its files, its address, how it is started. */
final class BesuValidator {
  private static final String RPC_HOST = "127.0.0.1";

  private final BesuSettings settings;
  private final BesuNode node;

  BesuValidator(BesuSettings settings, BesuNode node) {
    this.settings = settings;
    this.node = node;
  }

  String name() {
    return node.name();
  }

  Path directory() {
    return settings.directory().resolve(name());
  }

  URI rpcUrl() {
    return URI.create("http://" + RPC_HOST + ":" + node.rpcPort());
  }

  List<Integer> ports() {
    return List.of(node.rpcPort(), node.p2pPort());
  }

  /** How the others reach it: its public key and where it listens. */
  String enode() {
    return "enode://" + publicKey() + "@" + P2pHost.of(settings) + ":" + node.p2pPort();
  }

  /** 128 hexadecimal digits. */
  String publicKey() {
    String key = read("key.pub");
    return key.startsWith("0x") ? key.substring(2) : key;
  }

  /** By which the chain knows it as a validator: 0x and 40 hexadecimal digits. */
  String address() {
    return read("address");
  }

  /** The number of the node whose place this one takes; empty when it takes none. */
  Optional<Integer> replaces() {
    return Files.exists(directory().resolve("replaces"))
        ? Optional.of(Integer.valueOf(read("replaces")))
        : Optional.empty();
  }

  /** Makes it, before it has a key, one that takes the place of another. */
  void noteReplaced(int number) {
    try {
      Files.createDirectories(directory());
      Files.writeString(directory().resolve("replaces"), Integer.toString(number));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + directory(), e);
    }
  }

  /** Puts its files away. */
  void moveInto(Path removed) {
    try {
      Files.createDirectories(removed);
      Files.move(directory(), removed.resolve(name()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put " + name() + " away", e);
    }
  }

  JsonRpc rpc() {
    return new JsonRpc(rpcUrl());
  }

  boolean runs() {
    return BackgroundProcess.find(program()).isPresent();
  }

  private String read(String name) {
    try {
      return Files.readString(directory().resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the %s of %s".formatted(name, name()), e);
    }
  }

  /**
   * Writes who may connect, whom to connect to, and who may send transactions. Each file is there
   * whole or as it was: a node may read it at any time.
   */
  void writeConfiguration(List<String> enodes, List<String> accounts) {
    List<String> others = enodes.stream().filter(enode -> !enode.equals(enode())).toList();
    write("static-nodes.json", quoted(others));
    write(
        "permissions_config.toml",
        "nodes-allowlist=" + quoted(enodes) + "\naccounts-allowlist=" + quoted(accounts) + "\n");
  }

  private void write(String name, String text) {
    Path draft = directory().resolve(name + ".new");
    try {
      Files.writeString(draft, text);
      Files.move(
          draft,
          directory().resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
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
    String p2pHost = P2pHost.of(settings);
    return new BesuOptions(
            settings.genesisFile().toString(),
            directory().toString(),
            p2pHost,
            P2pHost.interfaceOf(p2pHost),
            node.p2pPort(),
            RPC_HOST,
            node.rpcPort(),
            "localhost," + RPC_HOST,
            Permitted.restrictsAccounts(settings))
        .arguments();
  }

  /** A list that is JSON and TOML alike; its members hold nothing that needs escaping. */
  static String quoted(List<String> members) {
    return members.stream()
        .map(member -> "\"" + member + "\"")
        .collect(Collectors.joining(",\n ", "[", "]"));
  }
}
