package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every header of a real network of four validators, one of whom is voted out and in again. */
class RecordedBlocksTest {
  static Stream<Recorded.Block> sealedBlocks() {
    return Recorded.BLOCKS.stream().filter(block -> block.number() > 0);
  }

  static List<Recorded.Variant> variants() {
    return Recorded.VARIANTS;
  }

  @ParameterizedTest
  @MethodSource("sealedBlocks")
  void aRealHeaderIsSealedByItsValidators(Recorded.Block block) {
    SealedBlock sealed = Outcome.proven(Recorded.HISTORY.check(block.header()));

    assertThat(sealed.number()).isEqualTo(block.number());
    assertThat(sealed.hash()).isEqualTo(block.hash());
    assertThat(sealed.sealers()).containsExactlyInAnyOrderElementsOf(block.sealers());
  }

  @ParameterizedTest
  @MethodSource("sealedBlocks")
  void itsSealHashIsTheRecordedOneAndTheBlocksHashOnlyInRoundZero(Recorded.Block block)
      throws Flawed {
    Bytes32 sealHash = BlockHeader.decode(block.header()).sealHash();

    assertThat(sealHash).isEqualTo(block.sealHash().orElseThrow());
    assertThat(sealHash.equals(block.hash())).isEqualTo(block.round() == 0);
  }

  @ParameterizedTest
  @MethodSource("sealedBlocks")
  void theHashOfItsBytesIsNotTheBlocksHash(Recorded.Block block) {
    assertThat(Keccak.hash(block.header())).isNotEqualTo(block.hash());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyNodesOwnSealsAreGoodAndGiveTheSameHash(Recorded.Variant variant) throws Flawed {
    SealedBlock sealed = Outcome.proven(Recorded.HISTORY.check(variant.header()));

    assertThat(sealed.hash()).isEqualTo(variant.block().hash());
    assertThat(sealed.sealers()).hasSize(sealed.number() == 272 ? 2 : 3);
  }

  @Test
  void theNodesStoreDifferentSealsOfOneBlock() {
    assertThat(
            Recorded.VARIANTS.stream()
                .filter(variant -> variant.block().number() == 129)
                .map(Recorded.Variant::extraDataHex)
                .distinct()
                .count())
        .isGreaterThan(1);
  }

  @Test
  void eachOfTheBlocksInARowIsTheChildOfTheOneBefore() {
    for (long number = 253; number <= 278; number++) {
      SealedBlock block = Outcome.proven(Recorded.HISTORY.check(Recorded.block(number).header()));

      assertThat(block.parentHash()).isEqualTo(Recorded.block(number - 1).hash());
    }
  }

  @Test
  void theGenesisBlockIsKnownByItsHashAndItsValidatorsAreASet() {
    assertThat(Recorded.NETWORK.genesis().members()).isEqualTo(Recorded.GENESIS.validators());
    assertThat(Recorded.NETWORK.genesis().quorum()).isEqualTo(3);
  }

  @Test
  void anotherGenesisBlockIsRefused() {
    Checked<PinnedNetwork> other =
        PinnedNetwork.of(Recorded.GENESIS.header(), Recorded.block(1).hash(), 30_000);
    Checked<PinnedNetwork> later =
        PinnedNetwork.of(
            Recorded.block(1).header(), Keccak.hash(Recorded.block(1).header()), 30_000);

    assertThat(Outcome.flaw(other)).contains(Flaw.OTHER_GENESIS);
    assertThat(Outcome.flaw(later)).contains(Flaw.OTHER_GENESIS);
  }

  @Test
  void theGenesisBlockIsNotProvenBySeals() {
    assertThat(Outcome.flaw(Recorded.HISTORY.check(Recorded.GENESIS.header())))
        .contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void aRefusalSaysInWordsWhatIsWrongAndWhere() {
    Checked<SealedBlock> refused = Recorded.HISTORY.check(Recorded.GENESIS.header());

    assertThat(refused)
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            why ->
                assertThat(why.words())
                    .isEqualTo("The header names other validators than the block had: block 0"));
  }
}
