package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a genesis file says of a network, and whether we can live on it. */
final class GenesisFile {
  /** A commitment with as many closures as it may have (256): 150,000 and 40,000 for each. */
  private static final BigInteger LEAST_GAS = BigInteger.valueOf(150_000 + 256 * 40_000);

  /** Contracts are compiled for Cancun, and block headers are proved in its form. */
  private static final Set<String> FORKS_BY_TIME = Set.of("shanghaiTime", "cancunTime");

  private static final String LIST_HEAD = "(?:f8..|f9....|[c-e].|f[0-7])";

  /** RLP of Besu's extra data: 32 bytes of vanity, the list of validators, vote, round, seals. */
  private static final Pattern EXTRA_DATA =
      Pattern.compile("0x%sa0.{64}%s((?:94[0-9a-f]{40})+).*".formatted(LIST_HEAD, LIST_HEAD));

  private final JsonNode genesis;

  private GenesisFile(JsonNode genesis) {
    this.genesis = genesis;
  }

  /**
   * Reads one.
   *
   * @throws ProcessFailedException when there is none, or it is no JSON
   */
  static GenesisFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ProcessFailedException("there is no genesis file " + file);
    }
    try {
      return new GenesisFile(new ObjectMapper().readTree(file.toFile()));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new ProcessFailedException(file + " is no genesis file: it is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  long chainId() {
    return genesis.at("/config/chainId").asLong();
  }

  /** The first validators, lower case; none when they cannot be read from {@code extraData}. */
  List<String> validators() {
    Matcher found = EXTRA_DATA.matcher(genesis.path("extraData").asText().toLowerCase(Locale.ROOT));
    return found.matches()
        ? Stream.of(found.group(1).split("(?<=\\G.{42})"))
            .map(each -> "0x" + each.substring(2))
            .toList()
        : List.of();
  }

  /**
   * Why a home of ours cannot take part in this network; the doctor looks for the same on a chain
   * that runs.
   *
   * @param chainId the one chain id of our homes
   * @return one sentence each; empty when it can
   */
  List<String> problems(long chainId) {
    List<String> problems = new ArrayList<>();
    if (chainId() != chainId) {
      problems.add("its chain id is %d, not %d".formatted(chainId(), chainId));
    }
    consensus(genesis.path("config"), problems);
    gas(genesis.path("config"), problems);
    milestones(genesis.path("config"), problems);
    return problems;
  }

  private void consensus(JsonNode config, List<String> problems) {
    long epoch = config.at("/qbft/epochlength").asLong();
    if (!config.path("qbft").isObject()) {
      problems.add("its consensus is not QBFT (config.qbft)");
    } else if (config.findValue("validatorcontractaddress") != null) {
      problems.add(
          "its validators stand in a contract and not in block headers, where an auditor needs"
              + " them");
    } else if (validators().isEmpty()) {
      problems.add("its extraData names no validators");
    } else if (epoch != QbftGenesis.EPOCH_LENGTH) {
      problems.add(
          "its epochlength is %d, not %d, by which evidence of changes of validators is checked"
              .formatted(epoch, QbftGenesis.EPOCH_LENGTH));
    }
  }

  private void gas(JsonNode config, List<String> problems) {
    if (!config.path("zeroBaseFee").asBoolean()
        || !quantity("baseFeePerGas", "0x1").equals(BigInteger.ZERO)) {
      problems.add(
          "blocks ask for a base fee, which our accounts cannot pay (zeroBaseFee: true and"
              + " baseFeePerGas: 0x0 are wanted)");
    }
    if (quantity("gasLimit", "0x0").compareTo(LEAST_GAS) < 0) {
      problems.add(
          "a block of %s gas has no room for a commitment with 256 closures (%s)"
              .formatted(quantity("gasLimit", "0x0"), LEAST_GAS));
    }
  }

  private static void milestones(JsonNode config, List<String> problems) {
    if (config.path("cancunTime").asLong(Long.MAX_VALUE) > Instant.now().getEpochSecond()) {
      problems.add("its rules are from before Cancun (cancunTime), which the contracts need");
    }
    config
        .propertyStream()
        .map(java.util.Map.Entry::getKey)
        .filter(name -> name.endsWith("Time") && !FORKS_BY_TIME.contains(name))
        .forEach(
            name ->
                problems.add(
                    "it has rules from after Cancun (%s): no proof of ours covers their headers"
                        .formatted(name)));
  }

  /** A number, hexadecimal or decimal. */
  private BigInteger quantity(String name, String otherwise) {
    String text = genesis.path(name).asText(otherwise);
    try {
      return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new ProcessFailedException(
          "the genesis file has no number in " + name + ": " + text, e);
    }
  }
}
