package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The votes of one epoch that have decided nothing yet, counted as Besu counts them. Not safe to
 * share between threads.
 */
final class VoteTally {
  /** For each vote who cast it, and in which block last. */
  private final Map<Vote, Map<Address, Long>> votes = new HashMap<>();

  /**
   * A vote that was decided.
   *
   * @param firstVote the earliest block of the votes that decided it
   */
  record Decision(Vote vote, long firstVote) {}

  /** Counts one vote; a voter's opposite vote no longer counts. */
  Optional<Decision> cast(Address voter, Vote vote, long block, ValidatorSet validators) {
    Map<Address, Long> same = votes.computeIfAbsent(vote, v -> new HashMap<>());
    same.put(voter, block);
    votes.getOrDefault(vote.opposite(), new HashMap<>()).remove(voter);
    if (same.size() < validators.majority()) {
      return Optional.empty();
    }
    long first = same.values().stream().mapToLong(Long::longValue).min().orElse(block);
    votes.remove(vote);
    votes.remove(vote.opposite());
    if (!vote.add()) {
      votes.values().forEach(voters -> voters.remove(vote.subject()));
    }
    return Optional.of(new Decision(vote, first));
  }

  /** A new epoch began. */
  void clear() {
    votes.clear();
  }
}
