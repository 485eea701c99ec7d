package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import java.util.ArrayList;
import java.util.List;

/** Headers with votes of five validators, and a sixth outside; epochs have 100 blocks. */
final class Ballot {
  static final List<TestValidator> SIX = TestValidator.some(6);
  static final List<TestValidator> FIVE = SIX.subList(0, 5);

  private final List<byte[]> headers = new ArrayList<>();
  private List<TestValidator> current = FIVE;

  static Address address(int validator) {
    return SIX.get(validator).address();
  }

  /** Who makes and seals the headers from here on. */
  void current(List<TestValidator> validators) {
    current = validators;
  }

  List<byte[]> headers() {
    return headers;
  }

  TestHeader header(long block) {
    return new TestHeader(block, current);
  }

  /** Adds a header, sealed by all. */
  void show(TestHeader header) throws Flawed {
    headers.add(header.sealedBy(current));
  }

  void vote(long block, int voter, boolean add, int subject) throws Flawed {
    show(header(block).by(address(voter)).votes(add, address(subject)));
  }

  /** Votes of the first, second, third validator, in these blocks. */
  void votes(boolean add, int subject, long... blocks) throws Flawed {
    for (int voter = 0; voter < blocks.length; voter++) {
      vote(blocks[voter], voter, add, subject);
    }
  }

  Checked<ValidatorHistory> replay() {
    return ValidatorHistory.replay(
        new PinnedNetwork(new ValidatorSet(TestValidator.addresses(FIVE)), 100), headers);
  }

  List<ValidatorChange> changes() {
    return Outcome.proven(replay()).changes();
  }

  Checked<SealedBlock> checked(byte[] header) {
    return Outcome.proven(replay()).check(header);
  }
}
