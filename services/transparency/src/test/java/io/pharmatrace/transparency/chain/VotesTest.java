package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Votes that a real network did not happen to cast: epochs of 100 blocks, five validators. */
class VotesTest {
  private static final List<TestValidator> SIX = TestValidator.some(6);
  private static final List<TestValidator> FIVE = SIX.subList(0, 5);
  private static final TestValidator OUTSIDER = SIX.get(5);

  private final List<byte[]> headers = new ArrayList<>();
  private List<TestValidator> current = FIVE;

  @Test
  void moreThanHalfOfTheValidatorsRemoveOne() throws Flawed {
    votes(false, 4, 10, 11, 12);

    assertThat(changes()).containsExactly(new ValidatorChange(12, address(4), false, false));
  }

  @Test
  void moreThanHalfOfTheValidatorsAddOne() throws Flawed {
    votes(true, 5, 10, 11, 12);

    assertThat(changes()).containsExactly(new ValidatorChange(12, address(5), true, false));
  }

  @Test
  void fewerVotesChangeNothing() throws Flawed {
    votes(false, 4, 10, 11);

    assertThat(changes()).isEmpty();
  }

  @Test
  void oneVoterCountsOnceHoweverOftenItVotes() throws Flawed {
    for (long block : List.of(10L, 11L, 12L)) {
      show(header(block).by(address(0)).votes(false, address(4)));
    }

    assertThat(changes()).isEmpty();
  }

  @Test
  void votesOnDifferentValidatorsDoNotAddUp() throws Flawed {
    show(header(10).by(address(0)).votes(false, address(4)));
    show(header(11).by(address(1)).votes(false, address(3)));
    show(header(12).by(address(2)).votes(false, address(4)));

    assertThat(changes()).isEmpty();
  }

  @Test
  void aVoteIsTakenBackByTheOppositeOne() throws Flawed {
    show(header(10).by(address(0)).votes(false, address(4)));
    show(header(11).by(address(0)).votes(true, address(4)));
    show(header(12).by(address(1)).votes(false, address(4)));
    show(header(13).by(address(2)).votes(false, address(4)));

    assertThat(changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 150, 199})
  void votesOfTwoEpochsDoNotAddUp(long last) throws Flawed {
    votes(false, 4, 98, 99, last);

    assertThat(changes()).isEmpty();
  }

  @Test
  void aVoteInTheBlockThatBeginsAnEpochDoesNotCount() throws Flawed {
    votes(false, 4, 100, 101, 102);

    assertThat(changes()).isEmpty();
  }

  @Test
  void theVotesOfOneEpochCountUpToItsLastBlock() throws Flawed {
    votes(false, 4, 101, 102, 199);

    assertThat(changes()).hasSize(1);
  }

  @Test
  void whatWasDecidedUsesUpItsVotes() throws Flawed {
    votes(false, 4, 10, 11, 12);
    current = FIVE.subList(0, 4);
    votes(true, 4, 20, 21, 22);
    current = FIVE;
    votes(false, 4, 30, 31);

    assertThat(changes()).hasSize(2);
  }

  @Test
  void theVotesOfWhoWasRemovedNoLongerCount() throws Flawed {
    show(header(10).by(address(3)).votes(false, address(4)));
    votes(false, 3, 11, 12, 13);
    current = List.of(FIVE.get(0), FIVE.get(1), FIVE.get(2), FIVE.get(4));
    votes(false, 4, 21, 22);

    assertThat(changes()).hasSize(1);
  }

  @Test
  void whoWasRemovedSealsNothingAfterwards() throws Flawed {
    votes(false, 4, 10, 11, 12);
    List<TestValidator> four = FIVE.subList(0, 4);
    List<TestValidator> withRemoved = List.of(four.get(0), four.get(1), FIVE.get(4));

    assertThat(checked(new TestHeader(13, four).sealedBy(withRemoved)))
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            refused -> assertThat(refused.flaw()).isEqualTo(Flaw.STRANGE_SEAL));
    assertThat(checked(new TestHeader(13, four).sealedBy(four.subList(0, 3))))
        .isInstanceOf(Checked.Proven.class);
  }

  @Test
  void whoWasAddedSealsNothingBefore() throws Flawed {
    votes(true, 5, 10, 11, 12);
    List<TestValidator> withAdded = List.of(FIVE.get(0), FIVE.get(1), FIVE.get(2), OUTSIDER);

    assertThat(Outcome.flaw(checked(new TestHeader(12, FIVE).sealedBy(withAdded))))
        .contains(Flaw.STRANGE_SEAL);
    assertThat(Outcome.flaw(checked(new TestHeader(13, SIX).sealedBy(withAdded)))).isEmpty();
  }

  @Test
  void theDecidingHeaderNeedsTheQuorumOfTheSetBefore() throws Flawed {
    votes(false, 4, 10, 11);
    headers.add(header(12).by(address(2)).votes(false, address(4)).sealedBy(FIVE.subList(0, 3)));

    assertThat(Outcome.flaw(replay())).contains(Flaw.TOO_FEW_SEALS);
  }

  @Test
  void aMadeUpSetCannotVoteItselfIn() throws Flawed {
    List<TestValidator> madeUp = List.of(OUTSIDER);
    headers.add(new TestHeader(10, madeUp).votes(true, OUTSIDER.address()).sealedBy(madeUp));

    assertThat(Outcome.flaw(replay())).contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void theLastValidatorIsNotVotedOut() throws Flawed {
    current = List.of(FIVE.get(0));
    show(header(10).votes(false, address(0)));

    assertThat(
            Outcome.flaw(
                ValidatorHistory.replay(
                    new PinnedNetwork(new ValidatorSet(List.of(address(0))), 100), headers)))
        .contains(Flaw.NO_VALIDATORS);
  }

  @Test
  void theSameHeaderTwiceIsRefused() throws Flawed {
    votes(false, 4, 10, 10);

    assertThat(Outcome.flaw(replay())).contains(Flaw.UNORDERED_HEADERS);
  }

  @Test
  void aChangeWhoseHeadersAreAllShownIsUnbroken() throws Flawed {
    row(9, 10, 11, 12, 13);

    assertThat(changes()).containsExactly(new ValidatorChange(13, address(4), false, true));
  }

  @Test
  void aChangeWithAHeaderLeftOutIsNot() throws Flawed {
    row(9, 10, 11, 12, 13);
    headers.remove(2);
    headers.add(header(14).by(address(3)).votes(false, address(4)).sealedBy(FIVE));

    assertThat(changes()).containsExactly(new ValidatorChange(14, address(4), false, false));
  }

  @Test
  void headersOfTwoForksAreNoUnbrokenRow() throws Flawed {
    row(10, 11, 12);
    headers.set(1, header(11).by(address(2)).votes(false, address(4)).sealedBy(FIVE));

    assertThat(changes()).allSatisfy(change -> assertThat(change.unbroken()).isFalse());
  }

  /** Linked headers; the last three carry votes of three voters to remove the fifth validator. */
  private void row(long... blocks) throws Flawed {
    for (int i = 0; i < blocks.length; i++) {
      TestHeader header = header(blocks[i]);
      if (!headers.isEmpty()) {
        header.after(headers.getLast());
      }
      int vote = i - (blocks.length - 3);
      if (vote >= 0) {
        header.by(address(vote)).votes(false, address(4));
      }
      show(header);
    }
  }

  /** Votes of the first, second, third validator, in these blocks. */
  private void votes(boolean add, int subject, long... blocks) throws Flawed {
    List<Long> all = LongStream.of(blocks).boxed().toList();
    for (int voter = 0; voter < all.size(); voter++) {
      show(header(all.get(voter)).by(address(voter)).votes(add, address(subject)));
    }
  }

  private TestHeader header(long block) {
    return new TestHeader(block, current);
  }

  private void show(TestHeader header) throws Flawed {
    headers.add(header.sealedBy(current));
  }

  private List<ValidatorChange> changes() {
    return Outcome.proven(replay()).changes();
  }

  private Checked<SealedBlock> checked(byte[] header) {
    return Outcome.proven(replay()).check(header);
  }

  private Checked<ValidatorHistory> replay() {
    return ValidatorHistory.replay(
        new PinnedNetwork(new ValidatorSet(TestValidator.addresses(FIVE)), 100), headers);
  }

  private static Address address(int validator) {
    return SIX.get(validator).address();
  }
}
