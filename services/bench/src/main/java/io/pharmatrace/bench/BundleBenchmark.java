package io.pharmatrace.bench;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.Merkle;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.Signatures;
import io.pharmatrace.transparency.chain.ValidatorSet;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Capture;
import io.pharmatrace.transparency.evidence.MalformedException;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The offline check of one bundle, the history of a pack from its batch to its end over two
 * handovers, beside the hashes and signature recoveries that nobody can do without.
 */
@State(Scope.Thread)
public class BundleBenchmark {
  private static final String FILES = "services/transparency/src/test/resources/evidence";

  private final List<byte[]> keccak = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();
  private byte[] file = {};
  private Optional<TrustedNetwork> trusted = Optional.empty();
  private int hashes;

  /** Reads a bundle and finds in it what has to be hashed and recovered. */
  @Setup
  public void prepare() throws IOException, MalformedException, ReflectiveOperationException {
    Path files = Path.of(System.getProperty("pharmatrace.root", "")).resolve(FILES);
    file = Files.readAllBytes(files.resolve("history.json"));
    TrustedNetwork network = TrustedNetwork.read(Files.readAllBytes(files.resolve("network.json")));
    trusted = Optional.of(network);
    Bundle bundle = Bundle.read(file);
    collect(bundle);
    int quorum = new ValidatorSet(network.consensus().orElseThrow().validators()).quorum();
    byte[] any = signatures.getFirst();
    for (int i = 0; i < quorum * sealed(bundle); i++) {
      signatures.add(any);
    }
    if (check().verdict() != Report.Verdict.VALID) {
      throw new IllegalStateException("the bundle that is measured is not valid");
    }
  }

  /** Reading, and every step of the check. */
  @Benchmark
  public Report check() {
    return new BundleCheck(trusted).check(file);
  }

  /**
   * Baseline: each header and each node of a state proof hashed by Keccak-256 once, each node of a
   * proof in a log by SHA-256, the key of each commitment's signature recovered, and of as many
   * validators' seals as a quorum has, for each header: those of captures, and those of votes.
   */
  @Benchmark
  public Bytes32 bare() {
    Bytes32 last = Bytes32.ZERO;
    for (byte[] input : keccak) {
      last = Keccak.hash(input);
    }
    for (int i = 0; i < hashes; i++) {
      last = Merkle.nodeHash(last, last);
    }
    Bytes32 digest = last;
    for (byte[] signature : signatures) {
      // Of another digest it is another key, at the same cost.
      if (!(Signatures.signer(digest, signature) instanceof Checked.Proven<?>)) {
        digest = Merkle.nodeHash(digest, digest);
      }
    }
    return digest;
  }

  private static long sealed(Bundle bundle) {
    return bundle.votes().size()
        + bundle.captures().stream()
            .filter(capture -> capture.block() instanceof Capture.BlockProof.Sealed)
            .count();
  }

  private void collect(Object part) throws ReflectiveOperationException {
    switch (part) {
      case Bytes bytes -> keccak.add(bytes.array());
      case InclusionProof proof -> hashes += 1 + proof.path().size();
      case ConsistencyProof proof -> hashes += proof.path().size();
      case Capture.Signed signed -> signatures.add(signed.signature().array());
      case Optional<?> some -> {
        if (some.isPresent()) {
          collect(some.get());
        }
      }
      case List<?> list -> {
        for (Object each : list) {
          collect(each);
        }
      }
      case Record other -> collectEach(other);
      default -> {}
    }
  }

  private void collectEach(Record part) throws ReflectiveOperationException {
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      collect(component.getAccessor().invoke(part));
    }
  }
}
