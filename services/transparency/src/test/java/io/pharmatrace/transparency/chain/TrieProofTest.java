package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrieProofTest {
  private static final Bytes32 KEY = Keccak.hash(new byte[] {1});
  private static final byte[] VALUE = RlpWriter.string(new byte[] {7});

  /** Few different bytes at the start and the end: branches, extensions, and nodes in nodes. */
  @Property(tries = 200)
  void everyKeyIsProvenToBeThereOrNot(
      @ForAll @Size(max = 30) List<@IntRange(max = 0xfff) Integer> keys,
      @ForAll @IntRange(max = 0xfff) int asked,
      @ForAll @IntRange(min = 1, max = 40) int length) {
    Map<Bytes32, byte[]> values = new TreeMap<>();
    keys.forEach(key -> values.put(key(key), value(key, length)));
    NaiveTrie trie = new NaiveTrie();
    values.forEach(trie::put);

    for (Bytes32 key : List.of(key(asked), keys.isEmpty() ? KEY : key(keys.getFirst()))) {
      Checked<Optional<String>> found = check(trie.root(), key, trie.proof(key));

      assertThat(found)
          .isEqualTo(
              new Checked.Proven<>(Optional.ofNullable(values.get(key)).map(Arrays::toString)));
    }
  }

  @Property(tries = 200)
  void noProofOfOneTrieHoldsInAnother(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 0xfff) Integer> keys,
      @ForAll @IntRange(max = 0xfff) int added) {
    NaiveTrie trie = new NaiveTrie();
    keys.forEach(key -> trie.put(key(key), value(key, 1)));
    NaiveTrie other = new NaiveTrie();
    keys.forEach(key -> other.put(key(key), value(key, 1)));
    other.put(key(added), value(added, 2));

    assertThat(Outcome.flaw(check(other.root(), key(added), trie.proof(key(added)))))
        .contains(Flaw.OTHER_NODE);
  }

  @Property(tries = 100)
  void everyMissingOrExtraNodeIsFound(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 0xfff) Integer> keys) {
    NaiveTrie trie = new NaiveTrie();
    keys.forEach(key -> trie.put(key(key), value(key, 40)));
    Bytes32 key = key(keys.getFirst());
    List<byte[]> proof = trie.proof(key);

    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> without = new ArrayList<>(proof);
      byte[] node = without.remove(i);
      assertThat(Outcome.flaw(check(trie.root(), key, without))).isPresent();
      List<byte[]> twice = new ArrayList<>(proof);
      twice.add(i, node);
      assertThat(Outcome.flaw(check(trie.root(), key, twice))).isPresent();
    }
  }

  @Test
  void aBranchNeedsTwoChildrenAndHasNoValue() {
    byte[] leaf = leaf(KEY.hex().substring(1));
    List<byte[]> one = branch(KEY.hex(), leaf);
    List<byte[]> valued = branch(KEY.hex(), leaf);
    valued.set(0, NaiveTrie.reference(leaf));
    valued.set(16, VALUE);

    assertMalformed(RlpWriter.list(one), leaf);
    assertMalformed(RlpWriter.list(valued), leaf);
  }

  @Test
  void anExtensionLeadsToABranchAndIsNotEmpty() {
    byte[] leaf = leaf(KEY.hex().substring(2));
    byte[] toLeaf =
        RlpWriter.list(
            List.of(NaiveTrie.path(KEY.hex().substring(0, 2), false), NaiveTrie.reference(leaf)));
    byte[] below = leaf(KEY.hex().substring(1));
    List<byte[]> children = branch(KEY.hex(), below);
    children.set((Character.digit(KEY.hex().charAt(0), 16) + 1) % 16, NaiveTrie.reference(below));
    byte[] branch = RlpWriter.list(children);
    byte[] empty = RlpWriter.list(List.of(NaiveTrie.path("", false), NaiveTrie.reference(branch)));

    assertMalformed(toLeaf, leaf);
    assertThat(Outcome.flaw(check(Keccak.hash(branch), KEY, List.of(branch, below)))).isEmpty();
    assertMalformed(empty, branch, below);
  }

  @Test
  void aLeafEndsWhereTheKeyEnds() {
    assertMalformed(leaf(KEY.hex().substring(1)));
    assertMalformed(leaf(KEY.hex() + "0"));
    assertMalformed(leaf(""));
  }

  @Test
  void aPathHasOneEncoding() {
    byte[] proper = leaf(KEY.hex());
    byte[] padded = proper.clone();
    padded[2] = 0x21;
    byte[] flagged = proper.clone();
    flagged[2] = 0x60;
    byte[] pathless = RlpWriter.list(List.of(RlpWriter.EMPTY_STRING, VALUE));

    assertThat(proper[2]).isEqualTo((byte) 0x20);
    assertThat(Outcome.flaw(check(Keccak.hash(proper), KEY, List.of(proper)))).isEmpty();
    assertMalformed(padded);
    assertMalformed(flagged);
    assertMalformed(pathless);
  }

  @Test
  void aNodeOf32BytesOrMoreIsNotInsideAnother() {
    String key = KEY.hex();
    byte[] large = leaf(key.substring(1));
    List<byte[]> within = branch(key, large);
    int digit = Character.digit(key.charAt(0), 16);
    within.set(digit, large);
    within.set((digit + 1) % 16, NaiveTrie.reference(large));

    assertMalformed(RlpWriter.list(within));
  }

  @Test
  void aNodeBelow32BytesIsInsideTheOneAbove() {
    String end = KEY.hex().substring(62);
    byte[] small = leaf(end.substring(1));
    List<byte[]> children = branch(end, small);
    int digit = Character.digit(end.charAt(0), 16);
    children.set((digit + 1) % 16, small);
    byte[] proper = extension(RlpWriter.list(children));

    assertThat(Outcome.flaw(check(Keccak.hash(proper), KEY, List.of(proper)))).isEmpty();

    children.set(digit, RlpWriter.string(Keccak.hash(small).bytes()));
    byte[] branch = RlpWriter.list(children);
    assertMalformed(extension(branch), branch, small);
  }

  /** Over all digits of the key but the last two. */
  private static byte[] extension(byte[] branch) {
    return RlpWriter.list(
        List.of(NaiveTrie.path(KEY.hex().substring(0, 62), false), NaiveTrie.reference(branch)));
  }

  private static byte[] leaf(String digits) {
    return RlpWriter.list(List.of(NaiveTrie.path(digits, true), VALUE));
  }

  private static List<byte[]> branch(String key, byte[] child) {
    List<byte[]> items = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      items.add(
          i == Character.digit(key.charAt(0), 16)
              ? NaiveTrie.reference(child)
              : RlpWriter.EMPTY_STRING);
    }
    return items;
  }

  private static void assertMalformed(byte[]... nodes) {
    assertThat(Outcome.flaw(check(Keccak.hash(nodes[0]), KEY, List.of(nodes))))
        .contains(Flaw.MALFORMED);
  }

  private static Checked<Optional<String>> check(Bytes32 root, Bytes32 key, List<byte[]> nodes) {
    return Flawed.check(() -> TrieProof.value(root, key, nodes).map(Arrays::toString));
  }

  private static Bytes32 key(int number) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    bytes[0] = (byte) (number >> 8);
    bytes[20] = (byte) ((number >> 4) & 0xf);
    bytes[31] = (byte) (number & 0xf);
    return Bytes32.of(bytes);
  }

  private static byte[] value(int number, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (number | 1));
    return bytes;
  }
}
