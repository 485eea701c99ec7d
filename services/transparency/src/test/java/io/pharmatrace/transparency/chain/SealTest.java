package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One forged or unlucky header each. */
class SealTest {
  private static final BigInteger ORDER = TestValidator.CURVE.getN();
  private static final List<TestValidator> FOUR = TestValidator.some(4);
  private static final List<TestValidator> THREE = FOUR.subList(0, 3);
  private static final TestValidator STRANGER =
      TestValidator.some(5).stream()
          .filter(other -> !TestValidator.addresses(FOUR).contains(other.address()))
          .findFirst()
          .orElseThrow();

  @Property(tries = 20)
  void twoThirdsRoundedUpAreEnoughAndOneLessIsNot(@ForAll @IntRange(min = 1, max = 12) int count)
      throws Flawed {
    List<TestValidator> all = TestValidator.some(count);
    int quorum = Math.ceilDiv(2 * count, 3);
    TestHeader header = new TestHeader(7, all);

    assertThat(Outcome.flaw(check(header.sealedBy(all.subList(0, quorum)), all))).isEmpty();
    assertThat(Outcome.flaw(check(header.sealedBy(all.subList(0, quorum - 1)), all)))
        .contains(Flaw.TOO_FEW_SEALS);
    assertThat(Outcome.flaw(check(header.sealedBy(all), all))).isEmpty();
  }

  @Test
  void aSealThatIsThereTwiceDoesNotCountTwice() throws Flawed {
    TestHeader header = new TestHeader(7, FOUR);
    byte[] once = FOUR.getFirst().seal(header.sealHash());
    byte[] other = FOUR.getLast().seal(header.sealHash());

    assertFlaw(header.with(List.of(once, other, once)), Flaw.SEALED_TWICE);
  }

  @Test
  void twoSignaturesOfOneValidatorDoNotCountTwice() throws Flawed {
    TestHeader header = new TestHeader(7, FOUR);
    byte[] first = FOUR.getFirst().seal(header.sealHash());
    byte[] second = FOUR.getFirst().seal(header.sealHash());

    assertThat(first).isNotEqualTo(second);
    assertFlaw(
        header.with(List.of(first, FOUR.getLast().seal(header.sealHash()), second)),
        Flaw.SEALED_TWICE);
  }

  @Test
  void aStrangersSealIsRefusedEvenBesideAQuorum() throws Flawed {
    List<TestValidator> withStranger = new ArrayList<>(THREE);
    withStranger.add(STRANGER);

    assertFlaw(new TestHeader(7, FOUR).sealedBy(withStranger), Flaw.STRANGE_SEAL);
  }

  @Test
  void aSealOverAnotherRoundIsRefused() throws Flawed {
    Bytes32 roundOne = new TestHeader(7, FOUR).round(1).sealHash();
    List<byte[]> seals = THREE.stream().map(sealer -> sealer.seal(roundOne)).toList();

    assertFlaw(new TestHeader(7, FOUR).round(2).with(seals), Flaw.STRANGE_SEAL);
    assertThat(Outcome.flaw(check(new TestHeader(7, FOUR).round(1).with(seals), FOUR))).isEmpty();
  }

  @Test
  void aSealOverTheBlocksHashIsNoneOfALaterRound() throws Flawed {
    TestHeader header = new TestHeader(7, FOUR).round(3);
    Bytes32 blockHash = BlockHeader.decode(header.with(List.of())).hash();

    assertFlaw(
        header.with(THREE.stream().map(sealer -> sealer.seal(blockHash)).toList()),
        Flaw.STRANGE_SEAL);
  }

  @Test
  void aSealOverAnotherBlockIsRefused() throws Flawed {
    Bytes32 other = new TestHeader(8, FOUR).sealHash();

    assertFlaw(
        new TestHeader(7, FOUR).with(THREE.stream().map(sealer -> sealer.seal(other)).toList()),
        Flaw.STRANGE_SEAL);
  }

  @Test
  void theMirrorImageOfASealIsRefused() throws Flawed {
    TestHeader header = new TestHeader(7, FOUR);
    byte[] seal = FOUR.getFirst().seal(header.sealHash());
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(seal, 0, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(seal, 32, 64));

    assertFlaw(
        sealedAlso(header, TestValidator.encode(r, ORDER.subtract(s), seal[64] ^ 1)),
        Flaw.BAD_SEAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 27, 28, 255})
  void aSealWhoseLastByteIsNeitherZeroNorOneIsRefused(int v) throws Flawed {
    TestHeader header = new TestHeader(7, FOUR);
    byte[] seal = FOUR.getFirst().seal(header.sealHash());
    seal[64] = (byte) v;

    assertFlaw(sealedAlso(header, seal), Flaw.BAD_SEAL);
  }

  @Test
  void aSealOutOfRangeOrOffTheCurveIsRefused() throws Flawed {
    BigInteger one = BigInteger.ONE;
    BigInteger zero = BigInteger.ZERO;
    BigInteger offCurve = BigInteger.valueOf(5);
    TestHeader header = new TestHeader(7, FOUR);

    for (byte[] seal :
        List.of(
            TestValidator.encode(zero, one, 0),
            TestValidator.encode(one, zero, 0),
            TestValidator.encode(ORDER, one, 0),
            TestValidator.encode(one, ORDER, 0),
            TestValidator.encode(offCurve, one, 0))) {
      assertFlaw(sealedAlso(header, seal), Flaw.BAD_SEAL);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64, 66})
  void aSealOfAnotherLengthIsRefused(int length) throws Flawed {
    assertFlaw(
        sealedAlso(new TestHeader(7, FOUR), Arrays.copyOf(new byte[0], length)), Flaw.MALFORMED);
  }

  @Test
  void moreSealsThanValidatorsAreRefused() throws Flawed {
    List<TestValidator> all = new ArrayList<>(FOUR);
    all.addAll(THREE);

    assertFlaw(new TestHeader(7, FOUR).sealedBy(all), Flaw.TOO_MANY_SEALS);
  }

  @Test
  void aHeaderThatListsOthersIsRefusedWhoeverSealedIt() throws Flawed {
    assertFlaw(new TestHeader(7, THREE).sealedBy(THREE), Flaw.OTHER_VALIDATORS);
    assertFlaw(
        new TestHeader(7, FOUR).listing(TestValidator.addresses(FOUR.reversed())).sealedBy(FOUR),
        Flaw.OTHER_VALIDATORS);
  }

  @Test
  void aStrangersProposalIsRefusedWhoeverSealedIt() throws Flawed {
    assertFlaw(
        new TestHeader(7, FOUR).by(STRANGER.address()).sealedBy(FOUR), Flaw.STRANGE_PROPOSER);
  }

  @Test
  void aHeaderOfAnotherKindOfChainIsRefused() throws Flawed {
    byte[] header = new TestHeader(7, FOUR).sealedBy(FOUR);

    assertFlaw(
        TestHeader.replaced(header, 13, RlpWriter.string(new byte[Bytes32.LENGTH])), Flaw.NOT_QBFT);
  }

  @Test
  void aHeaderWithAFieldMoreOrLessIsRefused() throws Flawed {
    List<byte[]> items = TestHeader.items(new TestHeader(7, FOUR).sealedBy(FOUR));
    List<byte[]> more = new ArrayList<>(items);
    more.add(RlpWriter.string(new byte[Bytes32.LENGTH]));

    assertFlaw(RlpWriter.list(more), Flaw.MALFORMED);
    assertFlaw(RlpWriter.list(items.subList(0, 19)), Flaw.MALFORMED);
  }

  private static byte[] sealedAlso(TestHeader header, byte[] seal) throws Flawed {
    Bytes32 hash = header.sealHash();
    return header.with(List.of(seal, FOUR.get(1).seal(hash), FOUR.get(2).seal(hash)));
  }

  private static void assertFlaw(byte[] header, Flaw flaw) {
    assertThat(Outcome.flaw(check(header, FOUR))).contains(flaw);
  }

  private static Checked<SealedBlock> check(byte[] header, List<TestValidator> validators) {
    return Outcome.proven(
            ValidatorHistory.replay(
                new PinnedNetwork(new ValidatorSet(TestValidator.addresses(validators)), 100),
                List.of()))
        .check(header);
  }
}
