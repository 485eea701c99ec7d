package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Address;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The votes by which a real network dropped a validator and took it in again. */
class RecordedVotesTest {
  private static final Address SUBJECT =
      Address.fromHex("3f4ac019599cbd1174cd11b6f14ae35bdca2d33b");

  @Test
  void theDecidingVotesGiveBothChanges() {
    assertThat(Recorded.HISTORY.changes())
        .containsExactly(
            new ValidatorChange(257, SUBJECT, false, false),
            new ValidatorChange(273, SUBJECT, true, true));
  }

  @Test
  void everyHeaderBetweenGivesTheSameChangesUnbroken() {
    long[] all = LongStream.rangeClosed(252, 278).toArray();

    assertThat(
            Outcome.proven(ValidatorHistory.replay(Recorded.NETWORK, Recorded.headers(all)))
                .changes())
        .containsExactly(
            new ValidatorChange(257, SUBJECT, false, true),
            new ValidatorChange(273, SUBJECT, true, true));
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "257, 4", "258, 3", "273, 3", "274, 4", "336, 4"})
  void aChangeHoldsFromTheBlockAfterTheDecidingVote(long block, int validators) {
    assertThat(Recorded.HISTORY.at(block).members()).hasSize(validators);
    assertThat(Recorded.HISTORY.at(block).contains(SUBJECT)).isEqualTo(validators == 4);
  }

  @Test
  void everyRecordedBlockHadTheValidatorsThatItsNodeNamed() {
    assertThat(Recorded.BLOCKS)
        .filteredOn(block -> block.number() > 0)
        .allSatisfy(
            block ->
                assertThat(Recorded.HISTORY.at(block.number()).members())
                    .isEqualTo(block.validators()));
  }

  @ParameterizedTest
  @ValueSource(longs = {254, 256, 257})
  void withoutOneOfTheVotesTheHeaderAfterThemProvesNothing(long missing) {
    long[] shown = LongStream.of(254, 256, 257).filter(block -> block != missing).toArray();
    ValidatorHistory history =
        Outcome.proven(ValidatorHistory.replay(Recorded.NETWORK, Recorded.headers(shown)));

    assertThat(history.changes()).isEmpty();
    assertThat(Outcome.flaw(history.check(Recorded.block(258).header())))
        .contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void theListInAHeaderDoesNotVouchForItself() {
    ValidatorHistory genesisOnly =
        Outcome.proven(ValidatorHistory.replay(Recorded.NETWORK, List.of()));

    assertThat(Outcome.flaw(genesisOnly.check(Recorded.block(260).header())))
        .contains(Flaw.OTHER_VALIDATORS);
    assertThat(Outcome.flaw(ValidatorHistory.replay(Recorded.NETWORK, Recorded.headers(272, 273))))
        .contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void theVotesOfOneChangeInAnotherOrderAreRefused() {
    assertThat(
            Outcome.flaw(
                ValidatorHistory.replay(Recorded.NETWORK, Recorded.headers(256, 254, 257))))
        .contains(Flaw.UNORDERED_HEADERS);
  }
}
