package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The headers that show how validators changed are found, on a recorded network and others. */
class VoteSearchTest {
  private static final Address DROPPED =
      Address.fromHex("3f4ac019599cbd1174cd11b6f14ae35bdca2d33b");

  /** Where the recording has gaps, nothing changed: there the block before answers. */
  private static byte[] recorded(long number) {
    return Recorded.BLOCKS.stream()
        .filter(block -> block.number() <= number)
        .reduce((one, later) -> later)
        .orElseThrow()
        .header();
  }

  private static NavigableMap<Long, byte[]> found(
      NavigableMap<Long, byte[]> known, List<Long> blocks) {
    return Outcome.proven(
        VoteSearch.run(Recorded.NETWORK, VoteSearchTest::recorded, known, blocks));
  }

  private static ValidatorHistory replayed(PinnedNetwork network, NavigableMap<Long, byte[]> all) {
    return Outcome.proven(ValidatorHistory.replay(network, List.copyOf(all.values())));
  }

  @Test
  void aBlockWithOtherValidatorsIsShownByTheVotesBeforeIt() {
    NavigableMap<Long, byte[]> found = found(new TreeMap<>(), List.of(260L));

    ValidatorHistory history = replayed(Recorded.NETWORK, found);
    assertThat(history.changes()).containsExactly(new ValidatorChange(257, DROPPED, false, true));
    assertThat(Outcome.proven(history.check(recorded(260))).number()).isEqualTo(260);
  }

  @Test
  void whatChangedAndChangedBackIsShownWhenABlockBetweenIsWanted() {
    assertThat(found(new TreeMap<>(), List.of(5L, 336L))).isEmpty();

    NavigableMap<Long, byte[]> all = found(new TreeMap<>(), List.of(260L, 336L));
    assertThat(replayed(Recorded.NETWORK, all).changes())
        .containsExactly(
            new ValidatorChange(257, DROPPED, false, true),
            new ValidatorChange(273, DROPPED, true, true));
  }

  @Test
  void whatWasFoundBeforeIsKeptAndCompleted() {
    NavigableMap<Long, byte[]> first = found(new TreeMap<>(), List.of(260L));
    NavigableMap<Long, byte[]> later = found(first, List.of(336L));

    assertThat(later).containsAllEntriesOf(first).hasSizeGreaterThan(first.size());
    ValidatorHistory history = replayed(Recorded.NETWORK, later);
    assertThat(Outcome.proven(history.check(recorded(260))).number()).isEqualTo(260);
    assertThat(Outcome.proven(history.check(recorded(336))).number()).isEqualTo(336);
    assertThat(found(later, List.of(260L, 336L))).isEqualTo(later);
  }

  /** A chain of which every header is made when it is asked for, each the child of nobody. */
  private static final class MadeUp implements LongFunction<byte[]> {
    final Map<Long, byte[]> asked = new HashMap<>();
    final Map<Long, Integer> voters = new TreeMap<>();
    final long changed;

    MadeUp(long changed) {
      this.changed = changed;
    }

    @Override
    public byte[] apply(long number) {
      return asked.computeIfAbsent(number, this::made);
    }

    private byte[] made(long number) {
      List<TestValidator> validators = number > changed ? Ballot.SIX : Ballot.FIVE;
      TestHeader header = new TestHeader(number, validators);
      if (voters.containsKey(number)) {
        header.by(Ballot.address(voters.get(number))).votes(true, Ballot.address(5));
      }
      return Outcome.proven(Flawed.check(() -> header.sealedBy(validators.subList(0, 5))));
    }

    Checked<NavigableMap<Long, byte[]>> search(PinnedNetwork network, long block) {
      return VoteSearch.run(network, this, Collections.emptyNavigableMap(), List.of(block));
    }
  }

  private static PinnedNetwork five(long epochLength) {
    return new PinnedNetwork(new ValidatorSet(TestValidator.addresses(Ballot.FIVE)), epochLength);
  }

  @Test
  void aChangeIsFoundWithFewQuestionsHoweverLongTheChainIs() {
    MadeUp chain = new MadeUp(6_000_123);
    chain.voters.putAll(Map.of(6_000_110L, 0, 6_000_120L, 1, 6_000_123L, 2));

    NavigableMap<Long, byte[]> found = Outcome.proven(chain.search(five(30_000), 20_000_000));

    assertThat(found.firstKey()).isEqualTo(6_000_123 - 15);
    assertThat(found.lastKey()).isEqualTo(6_000_123);
    assertThat(chain.asked).hasSizeLessThan(50);
    assertThat(replayed(five(30_000), found).at(20_000_000).members()).hasSize(6);
  }

  @Test
  void votesThatLieFarApartAreShownWithoutTheSilentHeadersBetween() {
    MadeUp chain = new MadeUp(700);
    chain.voters.putAll(Map.of(420L, 0, 500L, 1, 700L, 2));

    NavigableMap<Long, byte[]> found = Outcome.proven(chain.search(five(400), 800));

    assertThat(found.keySet()).containsExactly(420L, 500L, 700L);
    assertThat(replayed(five(400), found).changes())
        .containsExactly(new ValidatorChange(700, Ballot.address(5), true, false));
  }

  @Test
  void aVoteOfAnEarlierEpochIsNotTakenForOne() {
    MadeUp chain = new MadeUp(410);
    chain.voters.putAll(Map.of(399L, 0, 405L, 1, 410L, 2));

    assertThat(Outcome.flaw(chain.search(five(400), 500))).contains(Flaw.OTHER_VALIDATORS);
  }

  @Test
  void aChangeWithoutVotesIsRefusedInWords() {
    MadeUp chain = new MadeUp(90);

    assertThat(chain.search(five(30_000), 100))
        .isInstanceOfSatisfying(
            Checked.Refused.class,
            refused -> assertThat(refused.words()).contains("block 91, and no votes say so"));
  }

  @Test
  void aHeaderSaysWhoValidatesAndWhetherItVotes() {
    List<Boolean> votes = new ArrayList<>();
    for (long block : List.of(253L, 254L, 260L)) {
      HeaderClaims claims = Outcome.proven(HeaderClaims.of(recorded(block)));
      votes.add(claims.votes());
      assertThat(claims.validators().members()).isEqualTo(Recorded.block(block).validators());
    }
    assertThat(votes).containsExactly(false, true, false);
  }
}
