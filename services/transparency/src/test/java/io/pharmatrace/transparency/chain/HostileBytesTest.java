package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of any content give a refusal: no exception, no long work. */
class HostileBytesTest {
  private static final byte[] HEADER = Recorded.block(334).header();
  private static final Bytes32 KEY = Keccak.hash(new byte[] {1});

  @Property(tries = 1000)
  void anyBytesAsAHeaderAreRefused(@ForAll @Size(max = 400) byte[] bytes) {
    assertThat(Outcome.flaw(Recorded.HISTORY.check(bytes))).contains(Flaw.MALFORMED);
  }

  @Property(tries = 1000)
  void anyBytesAsExtraDataAreRefused(@ForAll @Size(max = 400) byte[] bytes) throws Flawed {
    byte[] header = TestHeader.replaced(HEADER, 12, RlpWriter.string(bytes));

    assertThat(Outcome.flaw(Recorded.HISTORY.check(header))).contains(Flaw.MALFORMED);
  }

  @Property(tries = 1000)
  void anyOtherItemInPlaceOfAnyFieldIsRefused(
      @ForAll @IntRange(max = 19) int place, @ForAll @Size(max = 80) byte[] content) throws Flawed {
    byte[] string = TestHeader.replaced(HEADER, place, RlpWriter.string(content));
    byte[] list = TestHeader.replaced(HEADER, place, RlpWriter.list(List.of(content)));

    assertThat(Outcome.flaw(Recorded.HISTORY.check(string)).isPresent())
        .isEqualTo(!Arrays.equals(string, HEADER));
    assertThat(Outcome.flaw(Recorded.HISTORY.check(list))).isPresent();
  }

  @Property(tries = 1000)
  void anyBytesAsASealAreRefused(@ForAll @Size(value = 65) byte[] seal) throws Flawed {
    List<TestValidator> four = TestValidator.some(4);
    PinnedNetwork network = new PinnedNetwork(new ValidatorSet(TestValidator.addresses(four)), 9);
    byte[] header = new TestHeader(7, four).with(List.of(seal, seal, seal));

    assertThat(
            Outcome.flaw(Outcome.proven(ValidatorHistory.replay(network, List.of())).check(header)))
        .isPresent();
  }

  /** The root names the bytes, so that they are read. */
  @Property(tries = 1000)
  void anyBytesAsATrieNodeProveNoValue(@ForAll @Size(max = 100) byte[] node) {
    assertThat(Outcome.flaw(walk(node))).isPresent();
  }

  @Property(tries = 1000)
  void anyItemsAsATrieNodeAreRefusedOrProveAbsence(
      @ForAll @Size(max = 20) List<@Size(max = 40) byte[]> items) {
    byte[] node = RlpWriter.list(items.stream().map(RlpWriter::string).toList());
    Checked<Optional<String>> outcome = walk(node);

    assertThat(outcome)
        .satisfiesAnyOf(
            refused -> assertThat(refused).isInstanceOf(Checked.Refused.class),
            absent -> assertThat(Outcome.proven(absent)).isEmpty());
  }

  @Property(tries = 1000)
  void anyBytesAsAnAccountOrAValueAreRefusedOrReadInOneWay(@ForAll @Size(max = 120) byte[] leaf) {
    NaiveTrie trie = new NaiveTrie().put(Keccak.hash(KEY.bytes()), leaf);
    Checked<Bytes32> value =
        StateProof.slot(trie.root(), KEY, trie.proof(Keccak.hash(KEY.bytes())));

    assertThat(Outcome.flaw(Flawed.check(() -> Account.decode(leaf)))).contains(Flaw.MALFORMED);
    if (value instanceof Checked.Proven<Bytes32>(Bytes32 word)) {
      byte[] bytes = word.bytes();
      int first = 0;
      while (bytes[first] == 0) {
        first++;
      }
      assertThat(RlpWriter.string(Arrays.copyOfRange(bytes, first, 32))).isEqualTo(leaf);
    }
  }

  @Test
  void aHeaderThatIsCutOffAnywhereOrGoesOnIsRefused() {
    for (int length = 0; length < HEADER.length; length++) {
      assertThat(Outcome.flaw(Recorded.HISTORY.check(Arrays.copyOf(HEADER, length))))
          .contains(Flaw.MALFORMED);
    }
    assertThat(Outcome.flaw(Recorded.HISTORY.check(Arrays.copyOf(HEADER, HEADER.length + 1))))
        .contains(Flaw.MALFORMED);
  }

  /** Not the shortest form, a length beyond the end, beyond 2^31 or beyond 2^63, a prefix alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8105",
        "c28105",
        "b80105",
        "b90001aa",
        "c1",
        "c20102ff",
        "f800",
        "f80100",
        "b8",
        "bf",
        "ff",
        "bfffffffffffffffff",
        "ffffffffffffffffff",
        "bb7fffffff",
        "bbffffffff",
        "fb80000000",
        "ba000038",
        "8180ff",
        ""
      })
  void whatIsNoItemInItsOneEncodingIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(Outcome.flaw(Flawed.check(() -> read(bytes)))).contains(Flaw.MALFORMED);
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBack(@ForAll @Size(max = 20) List<@Size(max = 300) byte[]> strings)
      throws Flawed {
    byte[] list = RlpWriter.list(strings.stream().map(RlpWriter::string).toList());
    List<String> read = new ArrayList<>();
    for (Rlp item : Rlp.whole("it", list, list.length).exactly(strings.size())) {
      read.add(HexFormat.of().formatHex(item.string()));
    }

    assertThat(read).isEqualTo(strings.stream().map(HexFormat.of()::formatHex).toList());
  }

  @Test
  void listsInListsInListsCostNoStack() throws Flawed {
    byte[] deep = RlpWriter.EMPTY_LIST;
    for (int i = 0; i < 8_000; i++) {
      deep = RlpWriter.list(List.of(deep));
    }

    assertThat(Outcome.flaw(Recorded.HISTORY.check(deep))).contains(Flaw.MALFORMED);
    assertThat(
            Outcome.flaw(
                Recorded.HISTORY.check(TestHeader.replaced(HEADER, 12, RlpWriter.string(deep)))))
        .contains(Flaw.MALFORMED);
    assertThat(Outcome.flaw(walk(deep))).contains(Flaw.MALFORMED);
  }

  @Test
  void moreThanAnyChainHasIsRefusedBeforeItIsRead() {
    byte[] large = new byte[BlockHeader.MAX_LENGTH + 1];
    List<byte[]> nodes = Collections.nCopies(1_000_000, new byte[0]);
    List<byte[]> headers = Collections.nCopies(ValidatorHistory.MAX_HEADERS + 1, HEADER);

    assertThat(Outcome.flaw(Recorded.HISTORY.check(large))).contains(Flaw.MALFORMED);
    assertThat(Outcome.flaw(StateProof.slot(KEY, KEY, nodes))).contains(Flaw.EXCESS_NODES);
    assertThat(Outcome.flaw(ValidatorHistory.replay(Recorded.NETWORK, headers)))
        .contains(Flaw.UNORDERED_HEADERS);
  }

  private static int read(byte[] bytes) throws Flawed {
    Rlp item = Rlp.whole("it", bytes, 1000);
    return item.isList() ? item.items(9).size() : item.string().length;
  }

  private static Checked<Optional<String>> walk(byte[] node) {
    return Flawed.check(
        () -> TrieProof.value(Keccak.hash(node), KEY, List.of(node)).map(Arrays::toString));
  }
}
