package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prints how long one header with four seals and one state proof take; the README has a command.
 */
final class MeasureChecks {
  private static final int TIMES = 2_000;

  private MeasureChecks() {}

  public static void main(String[] args) throws Flawed {
    long started = System.nanoTime();
    byte[] recorded = Recorded.block(334).header();
    Outcome.proven(Recorded.HISTORY.check(recorded));
    print("first: genesis, five headers with votes, one header of 3 seals", nanosSince(started));

    List<TestValidator> four = TestValidator.some(4);
    byte[] header = new TestHeader(7, four).sealedBy(four);
    ValidatorHistory history =
        Outcome.proven(
            ValidatorHistory.replay(
                new PinnedNetwork(new ValidatorSet(TestValidator.addresses(four)), 100),
                List.of()));
    print("one header with 4 seals", median(() -> Outcome.proven(history.check(header))));

    Recorded.Proof proof = Recorded.proof("set-10-at-round-3-block");
    Bytes32 stateRoot = proof.stateRoot();
    Bytes32 storageRoot = proof.account().orElseThrow().storageRoot();
    List<byte[]> accountNodes = proof.accountNodes();
    List<byte[]> storageNodes = proof.storageNodes();
    print(
        "one state proof of %d + %d nodes".formatted(accountNodes.size(), storageNodes.size()),
        median(
            () -> {
              Outcome.proven(StateProof.account(stateRoot, proof.address(), accountNodes));
              Outcome.proven(StateProof.slot(storageRoot, proof.slot(), storageNodes));
            }));
  }

  private static long median(Runnable check) {
    IntStream.range(0, TIMES).forEach(i -> check.run());
    long[] nanos =
        IntStream.range(0, TIMES)
            .mapToLong(
                i -> {
                  long started = System.nanoTime();
                  check.run();
                  return nanosSince(started);
                })
            .sorted()
            .toArray();
    return nanos[nanos.length / 2];
  }

  private static long nanosSince(long started) {
    return System.nanoTime() - started;
  }

  private static void print(String what, long nanos) {
    System.out.printf("%s: %.3f ms%n", what, nanos / 1e6);
  }
}
