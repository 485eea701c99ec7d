package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.evidence.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * The state of a development chain under headers that validators of the test have sealed: for what
 * takes a network of real validators, which tests cannot start. States, proofs and times are the
 * node's; seals, validators and votes are made here.
 */
final class QbftHeaders implements StateReader {
  private static final int STATE_ROOT = 3;
  private static final int TIME = 11;
  private static final String BFT =
      "63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

  private final StateReader node;
  private final List<ECKeyPair> all =
      IntStream.range(1, 6)
          .mapToObj(i -> ECKeyPair.create(BigInteger.valueOf(1_000 + i)))
          .sorted(Comparator.comparing(key -> Keys.getAddress(key)))
          .toList();

  /** How many of them validate, from these blocks on. */
  private final NavigableMap<Long, Integer> sizes = new TreeMap<>(Map.of(0L, 4));

  private final Map<Long, Boolean> votes = new TreeMap<>();

  /** Of blocks from 0 on. */
  private final List<Bytes32> hashes = new ArrayList<>();

  /** Which headers were asked for. */
  final List<Long> asked = new ArrayList<>();

  QbftHeaders(StateReader node) {
    this.node = node;
  }

  /** The fifth is voted in, or out, by three votes, the last of them in this block. */
  void change(boolean in, long decided) {
    for (long block = decided - 2; block <= decided; block++) {
      votes.put(block, in);
    }
    sizes.put(decided + 1, in ? 5 : 4);
    hashes.clear();
  }

  @Override
  public State state(long block, Address contract, List<Bytes32> slots) {
    return node.state(block, contract, slots);
  }

  @Override
  public Header header(long block) {
    asked.add(block);
    Bytes32 hash = hash(block);
    List<ECKeyPair> validators = validators(block);
    if (block == 0) {
      return new Header(Bytes.of(rlp(block, validators, List.of())), hash);
    }
    List<RlpType> seals = validators.stream().<RlpType>map(key -> seal(key, hash)).toList();
    return new Header(Bytes.of(rlp(block, validators, seals)), hash);
  }

  private List<ECKeyPair> validators(long block) {
    return all.subList(0, sizes.floorEntry(block).getValue());
  }

  private Bytes32 hash(long block) {
    for (long next = hashes.size(); next <= block; next++) {
      hashes.add(Keccak.hash(rlp(next, validators(next), List.of())));
    }
    return hashes.get((int) block);
  }

  private byte[] rlp(long block, List<ECKeyPair> validators, List<RlpType> seals) {
    RlpList real =
        (RlpList) RlpDecoder.decode(node.header(block).rlp().array()).getValues().getFirst();
    List<RlpType> extra = new ArrayList<>();
    extra.add(RlpString.create(new byte[32]));
    extra.add(
        new RlpList(validators.stream().<RlpType>map(key -> bytes(Keys.getAddress(key))).toList()));
    extra.add(vote(block));
    extra.add(RlpString.create(BigInteger.ZERO));
    extra.add(new RlpList(seals));
    ECKeyPair proposer = validators.get((int) (block % 3));
    byte[] none = new byte[32];
    List<RlpType> fields = new ArrayList<>();
    fields.add(RlpString.create(block == 0 ? none : hash(block - 1).bytes()));
    fields.add(RlpString.create(none));
    fields.add(bytes(Keys.getAddress(proposer)));
    fields.add(real.getValues().get(STATE_ROOT));
    fields.add(RlpString.create(none));
    fields.add(RlpString.create(none));
    fields.add(RlpString.create(new byte[256]));
    fields.add(RlpString.create(BigInteger.ONE));
    fields.add(RlpString.create(BigInteger.valueOf(block)));
    fields.add(RlpString.create(BigInteger.valueOf(30_000_000)));
    fields.add(RlpString.create(BigInteger.ZERO));
    fields.add(real.getValues().get(TIME));
    fields.add(RlpString.create(RlpEncoder.encode(new RlpList(extra))));
    fields.add(bytes(BFT));
    fields.add(RlpString.create(new byte[8]));
    fields.add(RlpString.create(BigInteger.ZERO));
    fields.add(RlpString.create(none));
    fields.add(RlpString.create(BigInteger.ZERO));
    fields.add(RlpString.create(BigInteger.ZERO));
    fields.add(RlpString.create(none));
    return RlpEncoder.encode(new RlpList(fields));
  }

  private RlpType vote(long block) {
    Boolean in = votes.get(block);
    return in == null
        ? new RlpList()
        : new RlpList(
            bytes(Keys.getAddress(all.getLast())),
            RlpString.create(in ? new byte[] {(byte) 0xff} : new byte[0]));
  }

  private static RlpType seal(ECKeyPair key, Bytes32 hash) {
    Sign.SignatureData made = Sign.signMessage(hash.bytes(), key, false);
    byte[] seal = new byte[65];
    System.arraycopy(made.getR(), 0, seal, 0, 32);
    System.arraycopy(made.getS(), 0, seal, 32, 32);
    seal[64] = (byte) (made.getV()[0] - 27);
    return RlpString.create(seal);
  }

  private static RlpString bytes(String hex) {
    return RlpString.create(HexFormat.of().parseHex(hex));
  }
}
