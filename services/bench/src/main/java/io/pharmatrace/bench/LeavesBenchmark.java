package io.pharmatrace.bench;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.TiledLog;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the entries of one transaction to the root of their log, beside as many bare hashes. */
@State(Scope.Thread)
public class LeavesBenchmark {
  private static final int ENTRIES = 10_000;

  /** A prefix, and an entry; a prefix, and two children (RFC 9162 section 2.1.1). */
  private static final int LEAF = 1 + Entry.LENGTH;

  private static final int NODE = 1 + 2 * Bytes32.LENGTH;

  private List<Entry> entries = List.of();

  /** Entries as random as real ones are. */
  @Setup
  public void prepare() {
    entries =
        IntStream.range(0, ENTRIES)
            .mapToObj(
                i ->
                    new Entry(
                        EntryType.CUSTODY_EVENT,
                        Bytes32.random(),
                        Bytes32.random(),
                        Bytes32.random()))
            .toList();
  }

  /** Leaf hashes, tree, and the tiles that are to be stored. */
  @Benchmark
  public TiledLog.Appended append() {
    return TiledLog.append(tiles -> Map.of(), 0, entries.stream().map(Entry::leafHash).toList());
  }

  /** Baseline: a hash for each leaf and each node above, one after the other in one buffer. */
  @Benchmark
  public byte[] bareHashes() throws NoSuchAlgorithmException, DigestException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[LEAF];
    for (int i = 0; i < ENTRIES; i++) {
      digest.update(buffer, 0, LEAF);
      digest.digest(buffer, 0, Bytes32.LENGTH);
    }
    for (int i = 1; i < ENTRIES; i++) {
      digest.update(buffer, 0, NODE);
      digest.digest(buffer, 0, Bytes32.LENGTH);
    }
    return buffer;
  }
}
