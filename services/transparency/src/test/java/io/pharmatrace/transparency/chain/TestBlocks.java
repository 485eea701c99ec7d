package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.List;

/** Blocks of a chain whose four validators took in a fifth, and signatures of organisations. */
public final class TestBlocks {
  private static final List<TestValidator> LATER = TestValidator.some(5);
  private static final List<TestValidator> GENESIS = LATER.subList(0, 4);
  private static final int FIRST_VOTE = 5;

  private TestBlocks() {}

  public static List<Address> genesis() {
    return TestValidator.addresses(GENESIS);
  }

  /** Of blocks after the votes. */
  public static List<Address> later() {
    return TestValidator.addresses(LATER);
  }

  /** A block by three of the four first validators, as if nothing had changed since. */
  public static byte[] sealedByTheFirst(long number, Bytes32 stateRoot, long time) {
    return made(
        () ->
            new TestHeader(number, GENESIS).state(stateRoot, time).sealedBy(GENESIS.subList(0, 3)));
  }

  /** Blocks 5, 6 and 7, one the child of the other. */
  public static List<byte[]> votes() {
    return made(
        () -> {
          List<byte[]> votes = new ArrayList<>();
          for (int voter = 0; voter < 3; voter++) {
            TestHeader header =
                new TestHeader(FIRST_VOTE + voter, GENESIS)
                    .by(GENESIS.get(voter).address())
                    .votes(true, LATER.getLast().address());
            if (!votes.isEmpty()) {
              header.after(votes.getLast());
            }
            votes.add(header.sealedBy(GENESIS.subList(0, 3)));
          }
          return votes;
        });
  }

  /** A block after the votes, sealed by four of five. */
  public static byte[] sealed(long number, Bytes32 stateRoot, long time) {
    return made(
        () -> new TestHeader(number, LATER).state(stateRoot, time).sealedBy(LATER.subList(1, 5)));
  }

  /** A block with too few seals. */
  public static byte[] hardlySealed(long number, Bytes32 stateRoot, long time) {
    return made(
        () -> new TestHeader(number, LATER).state(stateRoot, time).sealedBy(LATER.subList(0, 3)));
  }

  public static Address account(int organisation) {
    return signer(organisation).address();
  }

  /** As the contracts take it: v is 27 or 28. */
  public static byte[] signature(int organisation, Bytes32 digest) {
    byte[] signature = signer(organisation).seal(digest);
    signature[64] = (byte) (signature[64] + 27);
    return signature;
  }

  private static TestValidator signer(int organisation) {
    return TestValidator.of(100 + organisation);
  }

  private static <T> T made(Flawed.Check<T> make) {
    return Outcome.proven(Flawed.check(make));
  }
}
