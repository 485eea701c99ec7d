package io.pharmatrace.transparency.chain;

import static io.pharmatrace.transparency.chain.Ballot.FIVE;
import static io.pharmatrace.transparency.chain.Ballot.SIX;
import static io.pharmatrace.transparency.chain.Ballot.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.transparency.Bytes32;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Epochs of 100 blocks; five validators, of whom four stay after block 12. */
class CheckpointTest {
  private static final List<TestValidator> FOUR = FIVE.subList(0, 4);
  private static final List<TestValidator> FORMER = List.of(FIVE.get(0), SIX.get(5), SIX.get(4));
  private static final long SINCE = 100;

  private final Ballot ballot = new Ballot();
  private final byte[] pinnedHeader;
  private final Bytes32 hash;

  CheckpointTest() throws Flawed {
    pinnedHeader = new TestHeader(SINCE, FOUR).sealedBy(FOUR);
    hash = BlockHeader.decode(pinnedHeader).hash();
    ballot.votes(false, 4, 10, 11, 12);
    ballot.current(FOUR);
  }

  private static PinnedNetwork network(Optional<Checkpoint> checkpoint) {
    return new PinnedNetwork(new ValidatorSet(TestValidator.addresses(FIVE)), 100, checkpoint);
  }

  private Optional<Checkpoint> checkpoint(List<TestValidator> validators) {
    return Optional.of(
        new Checkpoint(SINCE, hash, new ValidatorSet(TestValidator.addresses(validators))));
  }

  private static Optional<Flaw> flaw(
      Optional<Checkpoint> checkpoint, List<byte[]> votes, byte[] header) {
    Checked<ValidatorHistory> history = ValidatorHistory.replay(network(checkpoint), votes);
    return history instanceof Checked.Refused<ValidatorHistory>
        ? Outcome.flaw(history)
        : Outcome.flaw(Outcome.proven(history).check(header));
  }

  @Test
  void whatIsHonestHoldsBeforeAtAndAfterIt() throws Flawed {
    byte[] child = new TestHeader(101, FOUR).after(pinnedHeader).sealedBy(FOUR);
    byte[] late = new TestHeader(900, FOUR).sealedBy(FOUR);
    byte[] early = new TestHeader(5, FIVE).sealedBy(FIVE);

    for (byte[] header : List.of(pinnedHeader, child, late, early)) {
      assertThat(flaw(checkpoint(FOUR), ballot.headers(), header)).isEmpty();
    }
    assertThat(flaw(checkpoint(FOUR), List.of(), early))
        .as("who shows nothing from after it need not show how it came to be")
        .isEmpty();
  }

  @Test
  void formerValidatorsForgeTheLatestBlockUnlessThereIsACheckpoint() throws Flawed {
    byte[] forged = new TestHeader(90_000_000, FIVE).sealedBy(FIVE);

    assertThat(flaw(Optional.empty(), List.of(), forged)).isEmpty();
    assertThat(flaw(checkpoint(FOUR), List.of(), forged)).contains(Flaw.OTHER_CHECKPOINT);
    assertThat(flaw(checkpoint(FOUR), ballot.headers(), forged)).contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void formerValidatorsDoNotVoteThemselvesInAgainAfterIt() throws Flawed {
    Ballot forged = new Ballot();
    forged.votes(true, 5, 110, 111, 112);
    byte[] header = new TestHeader(200, SIX).sealedBy(SIX);

    assertThat(flaw(Optional.empty(), forged.headers(), header)).isEmpty();
    assertThat(flaw(checkpoint(FOUR), forged.headers(), header)).contains(Flaw.OTHER_CHECKPOINT);
  }

  @Test
  void votesBeforeItThatLeadElsewhereAreRefused() throws Flawed {
    byte[] header = new TestHeader(200, FOUR).sealedBy(FOUR);

    assertThat(flaw(checkpoint(FIVE), ballot.headers(), header)).contains(Flaw.OTHER_CHECKPOINT);
    assertThat(flaw(checkpoint(FORMER), ballot.headers(), header)).contains(Flaw.OTHER_CHECKPOINT);
  }

  @Test
  void votesAfterItChangeTheValidatorsAsBefore() throws Flawed {
    ballot.vote(150, 0, true, 5);
    ballot.vote(151, 1, true, 5);
    ballot.vote(152, 2, true, 5);
    List<TestValidator> withAdded =
        List.of(FIVE.get(0), FIVE.get(1), FIVE.get(2), SIX.get(3), SIX.get(5));

    assertThat(
            flaw(
                checkpoint(FOUR),
                ballot.headers(),
                new TestHeader(153, withAdded).sealedBy(withAdded)))
        .isEmpty();
  }

  @Test
  void anotherBlockInItsPlaceIsRefusedAndWhatFollowsThat() throws Flawed {
    byte[] other = new TestHeader(SINCE, FOUR).by(address(1)).sealedBy(FOUR);
    byte[] child = new TestHeader(101, FOUR).after(other).sealedBy(FOUR);

    assertThat(flaw(checkpoint(FOUR), ballot.headers(), other)).contains(Flaw.OTHER_CHECKPOINT);
    assertThat(flaw(checkpoint(FOUR), ballot.headers(), child)).contains(Flaw.OTHER_CHECKPOINT);
    ballot.headers().add(other);
    assertThat(Outcome.flaw(ValidatorHistory.replay(network(checkpoint(FOUR)), ballot.headers())))
        .contains(Flaw.OTHER_CHECKPOINT);
  }

  /**
   * What headers that are left out may hide (ADR 0019, decision 5), for as long as none is pinned.
   */
  @Test
  void aVoteThatWasTakenBackInALeftOutHeaderCountsUnlessACheckpointSaysOtherwise() throws Flawed {
    ballot.vote(20, 0, false, 3);
    ballot.vote(21, 1, false, 3);
    // Left out: both take it back in blocks 22 and 23. Then the third votes.
    ballot.vote(80, 2, false, 3);
    List<TestValidator> three = FOUR.subList(0, 3);
    byte[] forged = new TestHeader(300, three).sealedBy(three.subList(0, 2));

    assertThat(flaw(Optional.empty(), ballot.headers(), forged))
        .as("two of four suffice")
        .isEmpty();
    assertThat(flaw(checkpoint(FOUR), ballot.headers(), forged)).contains(Flaw.OTHER_CHECKPOINT);
  }

  @Test
  void itBeginsAnEpoch() {
    ValidatorSet four = new ValidatorSet(TestValidator.addresses(FOUR));
    for (long block : List.of(0L, -100L, 99L, 101L)) {
      assertThatThrownBy(() -> network(Optional.of(new Checkpoint(block, hash, four))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
