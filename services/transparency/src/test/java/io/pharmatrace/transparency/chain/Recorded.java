package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What four Besu nodes answered: the files in besu-qbft, whose README says more. */
final class Recorded {
  private static final String NONE = "-";

  static final List<Block> BLOCKS = lines("headers.tsv").map(Recorded::block).toList();
  static final List<Proof> PROOFS = lines("proofs.tsv").map(Recorded::proof).toList();
  static final List<Variant> VARIANTS =
      lines("extra-data-by-node.tsv")
          .map(row -> new Variant(block(Long.parseLong(row[0])), row[1]))
          .toList();

  static final Block GENESIS = block(0);
  static final PinnedNetwork NETWORK =
      Outcome.proven(PinnedNetwork.of(GENESIS.header(), GENESIS.hash(), 30_000));

  /** The validators over the whole recording, from nothing but genesis and the deciding votes. */
  static final ValidatorHistory HISTORY =
      Outcome.proven(ValidatorHistory.replay(NETWORK, headers(254, 256, 257, 272, 273)));

  private Recorded() {}

  /**
   * A block.
   *
   * @param headerHex as the node stores it
   */
  record Block(
      long number,
      int round,
      Bytes32 hash,
      Optional<Bytes32> sealHash,
      List<Address> validators,
      List<Address> sealers,
      String headerHex) {
    byte[] header() {
      return HexFormat.of().parseHex(headerHex);
    }
  }

  /** The extraData with which a node stores a block. */
  record Variant(Block block, String extraDataHex) {
    byte[] header() throws Flawed {
      byte[] extraData = HexFormat.of().parseHex(extraDataHex);
      return TestHeader.replaced(block.header(), 12, RlpWriter.string(extraData));
    }

    @Override
    public String toString() {
      return "block " + block.number();
    }
  }

  /**
   * A state proof.
   *
   * @param value in the slot; none where there is no account
   * @param account as the node decoded it
   */
  record Proof(
      String name,
      Block block,
      Address address,
      Bytes32 slot,
      Optional<Bytes32> value,
      Optional<Account> account,
      String accountNodesHex,
      String storageNodesHex) {
    List<byte[]> accountNodes() {
      return nodes(accountNodesHex);
    }

    List<byte[]> storageNodes() {
      return nodes(storageNodesHex);
    }

    Bytes32 stateRoot() {
      return Outcome.proven(HISTORY.check(block.header())).stateRoot();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Block block(long number) {
    return BLOCKS.stream().filter(block -> block.number() == number).findFirst().orElseThrow();
  }

  static Proof proof(String name) {
    return PROOFS.stream().filter(proof -> proof.name().equals(name)).findFirst().orElseThrow();
  }

  static List<byte[]> headers(long... numbers) {
    return Arrays.stream(numbers).mapToObj(number -> block(number).header()).toList();
  }

  private static Block block(String[] row) {
    return new Block(
        Long.parseLong(row[0]),
        Integer.parseInt(row[1]),
        Bytes32.fromHex(row[2]),
        some(row[3]).map(Bytes32::fromHex),
        addresses(row[4]),
        addresses(row[5]),
        row[6]);
  }

  private static Proof proof(String[] row) {
    return new Proof(
        row[0],
        block(Long.parseLong(row[1])),
        Address.fromHex(row[2]),
        Bytes32.fromHex(row[3]),
        some(row[4]).map(Bytes32::fromHex),
        some(row[5]).map(Recorded::account),
        row[6],
        row[7]);
  }

  private static Account account(String fields) {
    String[] field = fields.split(",", -1);
    return new Account(
        new BigInteger(field[0]),
        new BigInteger(field[1]),
        Bytes32.fromHex(field[2]),
        Bytes32.fromHex(field[3]));
  }

  private static List<Address> addresses(String hex) {
    return some(hex).stream()
        .flatMap(all -> Arrays.stream(all.split(",", -1)))
        .map(Address::fromHex)
        .toList();
  }

  private static List<byte[]> nodes(String hex) {
    return some(hex).stream()
        .flatMap(all -> Arrays.stream(all.split(",", -1)))
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  private static Optional<String> some(String field) {
    return Optional.of(field).filter(text -> !text.equals(NONE));
  }

  private static Stream<String[]> lines(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/besu-qbft/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
