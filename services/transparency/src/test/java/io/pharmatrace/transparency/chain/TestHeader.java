package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A header as validators might make it, honest or not: a recorded one with other values. */
final class TestHeader {
  private static final byte[] TEMPLATE = Recorded.block(2).header();

  private final long number;
  private Address proposer;
  private List<Address> validators;
  private Bytes32 parent = Bytes32.ZERO;
  private Bytes32 stateRoot = TrieProof.EMPTY_ROOT;
  private long time = 1_795_000_000;
  private Optional<Vote> vote = Optional.empty();
  private int round;

  TestHeader(long number, List<TestValidator> validators) {
    this.number = number;
    this.validators = TestValidator.addresses(validators);
    this.proposer = this.validators.getFirst();
  }

  TestHeader listing(List<Address> others) {
    validators = others;
    return this;
  }

  TestHeader by(Address who) {
    proposer = who;
    return this;
  }

  TestHeader after(byte[] header) throws Flawed {
    parent = BlockHeader.decode(header).hash();
    return this;
  }

  TestHeader votes(boolean add, Address subject) {
    vote = Optional.of(new Vote(subject, add));
    return this;
  }

  TestHeader round(int number) {
    round = number;
    return this;
  }

  TestHeader state(Bytes32 root, long secondsSince1970) {
    stateRoot = root;
    time = secondsSince1970;
    return this;
  }

  Bytes32 sealHash() throws Flawed {
    return BlockHeader.decode(with(List.of())).sealHash();
  }

  byte[] sealedBy(List<TestValidator> sealers) throws Flawed {
    Bytes32 hash = sealHash();
    return with(sealers.stream().map(sealer -> sealer.seal(hash)).toList());
  }

  byte[] with(List<byte[]> seals) throws Flawed {
    byte[] extraData =
        RlpWriter.list(
            List.of(
                RlpWriter.string(new byte[ExtraData.VANITY_LENGTH]),
                addresses(validators),
                vote.map(TestHeader::encode).orElse(RlpWriter.EMPTY_LIST),
                scalar(round),
                RlpWriter.list(seals.stream().map(RlpWriter::string).toList())));
    byte[] header = replaced(TEMPLATE, 0, RlpWriter.string(parent.bytes()));
    header = replaced(header, 2, RlpWriter.string(proposer.bytes()));
    header = replaced(header, 3, RlpWriter.string(stateRoot.bytes()));
    header = replaced(header, 8, scalar(number));
    header = replaced(header, 11, scalar(time));
    return replaced(header, 12, RlpWriter.string(extraData));
  }

  /** The header with another item, already encoded, in this place. */
  static byte[] replaced(byte[] header, int place, byte[] item) throws Flawed {
    List<byte[]> items = items(header);
    items.set(place, item);
    return RlpWriter.list(items);
  }

  static List<byte[]> items(byte[] header) throws Flawed {
    return new ArrayList<>(
        Rlp.whole("header", header, BlockHeader.MAX_LENGTH).items(30).stream()
            .map(Rlp::encoding)
            .toList());
  }

  static byte[] scalar(long value) {
    byte[] bytes = BigInteger.valueOf(value).toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    return RlpWriter.string(Arrays.copyOfRange(bytes, zeros, bytes.length));
  }

  private static byte[] addresses(List<Address> all) {
    return RlpWriter.list(all.stream().map(Address::bytes).map(RlpWriter::string).toList());
  }

  private static byte[] encode(Vote vote) {
    return RlpWriter.list(
        List.of(
            RlpWriter.string(vote.subject().bytes()),
            RlpWriter.string(vote.add() ? new byte[] {(byte) 0xff} : new byte[0])));
  }
}
