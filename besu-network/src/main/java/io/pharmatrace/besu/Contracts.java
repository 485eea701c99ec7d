package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The contracts of a network that another home founded, in the file {@code contracts.json} beside
 * its genesis file. Where there is none, the application founds contracts of its own.
 *
 * @param chainId EIP-155
 * @param ledger address of its CustodyLedger
 * @param recallBoard address of its RecallBoard, if it was told
 * @param validators those of the first block, lower case
 */
record Contracts(
    long chainId, String ledger, Optional<String> recallBoard, List<String> validators) {
  static final String FILE = "contracts.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS = "0x[0-9a-fA-F]{40}";

  /**
   * Reads what {@code ./pharmatrace evidence network} printed elsewhere.
   *
   * @param recallBoard address of the RecallBoard, which that does not tell
   * @throws ProcessFailedException when it is no such file, or is of a development chain
   */
  static Contracts told(Path networkFile, Optional<String> recallBoard) {
    JsonNode told = read(networkFile);
    String ledger = told.at("/network/ledger").asText();
    if (!told.path("format").asText().equals("pharmatrace-network/1") || !ledger.matches(ADDRESS)) {
      throw new ProcessFailedException(
          networkFile + " is not what ./pharmatrace evidence network prints");
    }
    if (recallBoard.filter(address -> !address.matches(ADDRESS)).isPresent()) {
      throw new ProcessFailedException(
          "an address is 0x and 40 hexadecimal digits, not " + recallBoard.get());
    }
    List<String> validators =
        told.at("/consensus/validators").valueStream().map(JsonNode::asText).toList();
    if (validators.isEmpty()) {
      throw new ProcessFailedException(
          networkFile + " is of a development chain, which nobody can join");
    }
    return new Contracts(told.at("/network/chainId").asLong(), ledger, recallBoard, validators);
  }

  /**
   * Refuses a genesis file of another network.
   *
   * @throws ProcessFailedException when chain id or first validators differ
   */
  void refuseUnless(GenesisFile genesis) {
    if (genesis.chainId() != chainId
        || !new TreeSet<>(genesis.validators()).equals(new TreeSet<>(validators))) {
      throw new ProcessFailedException(
          "genesis file and network file are of two networks: chain %d with validators %s, and chain %d with validators %s"
              .formatted(genesis.chainId(), genesis.validators(), chainId, validators));
    }
  }

  void write(Path network) {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("ledger", ledger);
    recallBoard.ifPresent(address -> addresses.put("recallBoard", address));
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(network.resolve(FILE).toFile(), addresses);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + network, e);
    }
  }

  /**
   * What the application is told: which contracts it uses, or that it founds them.
   *
   * @param network directory of the chain; of any
   * @return its properties
   */
  static Map<String, String> properties(Path network) {
    if (!Files.exists(network.resolve(FILE))) {
      return Map.of("pharmatrace.chain.deploy", "true");
    }
    JsonNode addresses = read(network.resolve(FILE));
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("pharmatrace.chain.deploy", "false");
    properties.put("pharmatrace.chain.ledger", addresses.path("ledger").asText());
    if (addresses.hasNonNull("recallBoard")) {
      properties.put("pharmatrace.chain.recall-board", addresses.path("recallBoard").asText());
    }
    return properties;
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new ProcessFailedException(file + " is no JSON", e);
    } catch (IOException e) {
      throw new ProcessFailedException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
