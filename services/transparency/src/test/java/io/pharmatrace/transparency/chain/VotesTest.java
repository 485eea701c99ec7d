package io.pharmatrace.transparency.chain;

import static io.pharmatrace.transparency.chain.Ballot.FIVE;
import static io.pharmatrace.transparency.chain.Ballot.SIX;
import static io.pharmatrace.transparency.chain.Ballot.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Votes that a real network did not happen to cast: epochs of 100 blocks, five validators. */
class VotesTest {
  private static final TestValidator OUTSIDER = SIX.get(5);

  private final Ballot ballot = new Ballot();

  @Test
  void moreThanHalfOfTheValidatorsRemoveOne() throws Flawed {
    ballot.votes(false, 4, 10, 11, 12);

    assertThat(ballot.changes()).containsExactly(new ValidatorChange(12, address(4), false, false));
  }

  @Test
  void moreThanHalfOfTheValidatorsAddOne() throws Flawed {
    ballot.votes(true, 5, 10, 11, 12);

    assertThat(ballot.changes()).containsExactly(new ValidatorChange(12, address(5), true, false));
  }

  @Test
  void fewerVotesChangeNothing() throws Flawed {
    ballot.votes(false, 4, 10, 11);

    assertThat(ballot.changes()).isEmpty();
  }

  @Test
  void oneVoterCountsOnceHoweverOftenItVotes() throws Flawed {
    for (long block : List.of(10L, 11L, 12L)) {
      ballot.vote(block, 0, false, 4);
    }

    assertThat(ballot.changes()).isEmpty();
  }

  @Test
  void votesOnDifferentValidatorsDoNotAddUp() throws Flawed {
    ballot.vote(10, 0, false, 4);
    ballot.vote(11, 1, false, 3);
    ballot.vote(12, 2, false, 4);

    assertThat(ballot.changes()).isEmpty();
  }

  @Test
  void aVoteIsTakenBackByTheOppositeOne() throws Flawed {
    ballot.vote(10, 0, false, 4);
    ballot.vote(11, 0, true, 4);
    ballot.vote(12, 1, false, 4);
    ballot.vote(13, 2, false, 4);

    assertThat(ballot.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 150, 199})
  void votesOfTwoEpochsDoNotAddUp(long last) throws Flawed {
    ballot.votes(false, 4, 98, 99, last);

    assertThat(ballot.changes()).isEmpty();
  }

  @Test
  void aVoteInTheBlockThatBeginsAnEpochDoesNotCount() throws Flawed {
    ballot.votes(false, 4, 100, 101, 102);

    assertThat(ballot.changes()).isEmpty();
  }

  @Test
  void theVotesOfOneEpochCountUpToItsLastBlock() throws Flawed {
    ballot.votes(false, 4, 101, 102, 199);

    assertThat(ballot.changes()).hasSize(1);
  }

  @Test
  void whatWasDecidedUsesUpItsVotes() throws Flawed {
    ballot.votes(false, 4, 10, 11, 12);
    ballot.current(FIVE.subList(0, 4));
    ballot.vote(20, 0, true, 4);
    ballot.vote(21, 1, true, 4);
    ballot.vote(22, 3, true, 4);
    ballot.current(FIVE);
    ballot.votes(false, 4, 30, 31);

    // The third validator's vote of block 12 is not there any more.
    assertThat(ballot.changes()).hasSize(2);
  }

  @Test
  void whatWasDecidedUsesUpTheVotesAgainstIt() throws Flawed {
    ballot.vote(9, 3, true, 4);
    ballot.votes(false, 4, 10, 11, 12);
    ballot.current(FIVE.subList(0, 4));
    ballot.votes(true, 4, 20, 21);

    assertThat(ballot.changes()).hasSize(1);
  }

  @Test
  void votesThatHaveDecidedDoNotDecideAgain() throws Flawed {
    ballot.votes(false, 4, 10, 11, 12);
    ballot.current(FIVE.subList(0, 4));
    ballot.vote(20, 0, true, 4);
    ballot.vote(21, 3, false, 4);
    ballot.vote(22, 1, true, 4);
    ballot.vote(23, 2, true, 4);

    assertThat(ballot.changes())
        .containsExactly(
            new ValidatorChange(12, address(4), false, false),
            new ValidatorChange(23, address(4), true, false));
  }

  @Test
  void addingWhoIsAValidatorIsNoChange() throws Flawed {
    ballot.votes(true, 4, 10, 11, 12);

    assertThat(ballot.changes()).isEmpty();
    assertThat(Outcome.flaw(ballot.checked(ballot.header(13).sealedBy(FIVE)))).isEmpty();
  }

  @Test
  void theVotesOfWhoWasRemovedNoLongerCount() throws Flawed {
    ballot.vote(10, 3, false, 4);
    ballot.votes(false, 3, 11, 12, 13);
    ballot.current(List.of(FIVE.get(0), FIVE.get(1), FIVE.get(2), FIVE.get(4)));
    ballot.votes(false, 4, 21, 22);

    assertThat(ballot.changes()).hasSize(1);
  }

  @Test
  void whoWasRemovedSealsNothingAfterwards() throws Flawed {
    ballot.votes(false, 4, 10, 11, 12);
    List<TestValidator> four = FIVE.subList(0, 4);
    List<TestValidator> withRemoved = List.of(four.get(0), four.get(1), FIVE.get(4));

    assertThat(ballot.checked(new TestHeader(13, four).sealedBy(withRemoved)))
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            refused -> assertThat(refused.flaw()).isEqualTo(Flaw.STRANGE_SEAL));
    assertThat(ballot.checked(new TestHeader(13, four).sealedBy(four.subList(0, 3))))
        .isInstanceOf(Checked.Proven.class);
  }

  @Test
  void whoWasAddedSealsNothingBefore() throws Flawed {
    ballot.votes(true, 5, 10, 11, 12);
    List<TestValidator> withAdded = List.of(FIVE.get(0), FIVE.get(1), FIVE.get(2), OUTSIDER);

    assertThat(Outcome.flaw(ballot.checked(new TestHeader(12, FIVE).sealedBy(withAdded))))
        .contains(Flaw.STRANGE_SEAL);
    assertThat(Outcome.flaw(ballot.checked(new TestHeader(13, SIX).sealedBy(withAdded)))).isEmpty();
  }

  @Test
  void theDecidingHeaderNeedsTheQuorumOfTheSetBefore() throws Flawed {
    ballot.votes(false, 4, 10, 11);
    ballot
        .headers()
        .add(
            ballot.header(12).by(address(2)).votes(false, address(4)).sealedBy(FIVE.subList(0, 3)));

    assertThat(Outcome.flaw(ballot.replay())).contains(Flaw.TOO_FEW_SEALS);
  }

  @Test
  void aMadeUpSetCannotVoteItselfIn() throws Flawed {
    List<TestValidator> madeUp = List.of(OUTSIDER);
    ballot
        .headers()
        .add(new TestHeader(10, madeUp).votes(true, OUTSIDER.address()).sealedBy(madeUp));

    assertThat(Outcome.flaw(ballot.replay())).contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void theLastValidatorIsNotVotedOut() throws Flawed {
    ballot.current(List.of(FIVE.get(0)));
    ballot.show(ballot.header(10).votes(false, address(0)));

    assertThat(
            Outcome.flaw(
                ValidatorHistory.replay(
                    new PinnedNetwork(new ValidatorSet(List.of(address(0))), 100),
                    ballot.headers())))
        .contains(Flaw.NO_VALIDATORS);
  }

  @Test
  void theSameHeaderTwiceIsRefused() throws Flawed {
    ballot.votes(false, 4, 10, 10);

    assertThat(Outcome.flaw(ballot.replay())).contains(Flaw.UNORDERED_HEADERS);
  }
}
