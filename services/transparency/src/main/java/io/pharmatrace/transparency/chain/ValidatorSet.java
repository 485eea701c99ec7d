package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Who decides about a block.
 *
 * @param members 1 to 256, each once; kept in ascending order
 */
public record ValidatorSet(List<Address> members) {
  /** The most that are read from a header. */
  public static final int MAX_SIZE = 256;

  /**
   * In any order.
   *
   * @throws IllegalArgumentException unless there are 1 to 256, each once
   */
  public ValidatorSet {
    TreeSet<Address> sorted = new TreeSet<>(members);
    if (sorted.size() != members.size()) {
      throw new IllegalArgumentException("a validator is named twice");
    }
    if (sorted.isEmpty() || sorted.size() > MAX_SIZE) {
      throw new IllegalArgumentException("there are 1 to 256 validators, not " + sorted.size());
    }
    members = List.copyOf(sorted);
  }

  /** As a header lists them, which may be any number of any. */
  static ValidatorSet listed(List<Address> validators) throws Flawed {
    if (validators.isEmpty() || new TreeSet<>(validators).size() != validators.size()) {
      throw new Flawed(Flaw.NO_VALIDATORS, "in the header, each named once");
    }
    return new ValidatorSet(validators);
  }

  /** How many seals a block needs: two thirds, rounded up. */
  public int quorum() {
    return (2 * members.size() + 2) / 3;
  }

  /** How many votes change the set: more than half. */
  public int majority() {
    return members.size() / 2 + 1;
  }

  /** Whether it is one of them. */
  public boolean contains(Address address) {
    return members.contains(address);
  }

  /** The set after a vote was decided. */
  ValidatorSet after(Vote vote) throws Flawed {
    Collection<Address> next = new TreeSet<>(members);
    if (vote.add()) {
      next.add(vote.subject());
    } else {
      next.remove(vote.subject());
    }
    if (next.isEmpty() || next.size() > MAX_SIZE) {
      throw new Flawed(Flaw.NO_VALIDATORS, "after the vote on " + vote.subject());
    }
    return new ValidatorSet(List.copyOf(next));
  }
}
