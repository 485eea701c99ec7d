package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.chain.TestBlocks;
import io.pharmatrace.transparency.evidence.Report.Verdict;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Network files with a checkpoint. Epochs have four blocks, and the votes are in blocks 5 to 7. */
class CheckpointBundleTest {
  private static final int EPOCH = 4;
  private static final Bytes32 ANY = Keccak.hash(new byte[] {1});

  private final TestBundles ended = new TestBundles(new RecordedJourney().toTheEnd());

  private static TrustedNetwork trusted(Optional<TrustedNetwork.Later> checkpoint) {
    return new TrustedNetwork(
            TrustedNetwork.FORMAT,
            TestBundles.NETWORK,
            Optional.of(
                new TrustedNetwork.Consensus(TestBlocks.genesis(), EPOCH, Optional.empty())))
        .since(checkpoint);
  }

  private static TrustedNetwork since(long block, List<Address> validators) {
    return trusted(Optional.of(new TrustedNetwork.Later(block, ANY, validators)));
  }

  private static Report check(TrustedNetwork trusted, Bundle bundle) {
    return new BundleCheck(Optional.of(trusted)).check(bundle.write());
  }

  /** The batch, in a block that three of the four first validators sealed: no votes are shown. */
  private Bundle byFormerValidators() {
    Bundle honest = ended.batchEvent();
    Capture capture = honest.captures().getFirst();
    byte[] header = TestBlocks.sealedByTheFirst(21, ended.stateRoot(1), 1_795_334_401);
    return new Bundle(
        honest.format(),
        honest.network(),
        List.of(),
        List.of(
            new Capture(
                new Capture.BlockProof.Sealed(Bytes.of(header)), capture.ledger(), capture.logs())),
        honest.registry(),
        honest.members(),
        honest.subject());
  }

  @Test
  void keysOfFormerValidatorsStillMakeAValidBundleForWhoHasNoCheckpoint() {
    assertThat(check(trusted(Optional.empty()), byFormerValidators()).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void keysOfFormerValidatorsProveNothingAfterTheCheckpoint() {
    Report report = check(since(16, TestBlocks.later()), byFormerValidators());

    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(report.findings().getLast().check()).isEqualTo(Report.Check.BLOCK);
    assertThat(report.findings().getLast().words()).contains("the checkpoint that was pinned");
  }

  @Test
  void andStillDoBeforeItWhichIsSaid() {
    Report report = check(since(24, TestBlocks.later()), byFormerValidators());

    assertThat(report.verdict()).as("a past that was made up").isEqualTo(Verdict.VALID);
    assertThat(report.json()).contains("is sealed by 3 of its 4 validators, before the checkpoint");
  }

  @Test
  void honestBundlesHoldWhereverTheCheckpointLies() {
    Bundle bundle = ended.custody(true, 3, ended.commitments());
    long last = TestChain.FIRST_BLOCK + ended.commitments();
    assertThat(last % EPOCH).as("a block that begins an epoch is in the bundle").isZero();
    for (long block = 8; block <= last + EPOCH; block += EPOCH) {
      Report report = check(since(block, TestBlocks.later()), bundle);
      // That block itself is in the bundle, and has another hash.
      assertThat(report.verdict())
          .as(report.toString())
          .isEqualTo(block == last ? Verdict.INVALID : Verdict.VALID);
    }
  }

  /** Its hash is compared with that block and its child, which are not in these bundles. */
  @Test
  void noFlipLetsAForgeryThroughButToALaterBlock() throws MalformedException {
    byte[] file = since(16, TestBlocks.later()).write();
    String text = new String(file, StandardCharsets.UTF_8);
    int from = text.indexOf("\"checkpoint\"");
    int until = text.indexOf('}', from);
    int number = text.indexOf("16", from);
    int hash = text.indexOf(ANY.hex());
    Bundle honest = ended.batchEvent();
    assertThat(check(TrustedNetwork.read(file), honest).verdict()).isEqualTo(Verdict.VALID);
    for (int i = from; i <= until; i++) {
      boolean ofNumber = i == number || i == number + 1;
      boolean ofHash = i >= hash && i < hash + ANY.hex().length();
      for (int mask = 1; mask < (ofNumber ? 0x100 : 2); mask <<= 1) {
        file[i] ^= (byte) mask;
        Optional<TrustedNetwork> read = read(file);
        if (read.isPresent()) {
          assertThat(ofNumber || ofHash || check(read.get(), honest).verdict() == Verdict.INVALID)
              .as("byte %d with another bit %x", i, mask)
              .isTrue();
          assertThat(check(read.get(), byFormerValidators()).verdict() == Verdict.VALID)
              .as("byte %d with another bit %x", i, mask)
              .isEqualTo(blockOf(read.get()) > 21);
        }
        file[i] ^= (byte) mask;
      }
    }
  }

  private static long blockOf(TrustedNetwork trusted) {
    return trusted.consensus().orElseThrow().checkpoint().orElseThrow().block();
  }

  private static Optional<TrustedNetwork> read(byte[] file) {
    try {
      return Optional.of(TrustedNetwork.read(file));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  @Test
  void aFileWithACheckpointInTheMiddleOfAnEpochIsNone() {
    String text = new String(since(20, TestBlocks.later()).write(), StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                TrustedNetwork.read(
                    text.replace("\"block\":20", "\"block\":21").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("begins an epoch");
  }
}
