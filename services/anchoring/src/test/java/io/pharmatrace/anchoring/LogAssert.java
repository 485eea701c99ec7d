package io.pharmatrace.anchoring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CompactRange;
import io.pharmatrace.transparency.LoggedEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;

/** Checks a whole log: nothing lost, nothing doubled, all of it proved by what the chain says. */
final class LogAssert {
  /**
   * All that a log consists of, without the numbers that only one database knows. The tree is
   * checked by its proofs.
   */
  static final String TEXT =
      """
      SELECT line FROM (
        SELECT concat_ws('|', 'entry', l.chain_id, e.leaf_index, e.sequence, e.leaf_hash, e.type,
                         e.content_digest, e.units_root, e.secret, e.units) AS line
        FROM anchoring.entry e JOIN anchoring.log l USING (organisation)
        UNION ALL SELECT concat_ws('|', 'commitment', organisation, sequence, first_leaf, log_size,
                                   log_root, closures, head, signature) FROM anchoring.commitment
        UNION ALL SELECT concat_ws('|', 'seal', leaf_hash, statement, inside, borrowed)
        FROM anchoring.seal_entry
        UNION ALL SELECT concat_ws('|', 'note', n.hash, e.leaf_hash)
        FROM anchoring.note n JOIN anchoring.entry e ON e.id = n.entry_id
        UNION ALL SELECT concat_ws('|', 'closing', e.leaf_hash, k.place, k.organisation, k.note,
                                   k.seal, k.slots, k.binding, k.acceptance, k.steps, k.sequence,
                                   k.closure)
        FROM anchoring.closing k JOIN anchoring.entry e ON e.id = k.entry_id
        UNION ALL SELECT concat_ws('|', 'closed', organisation, seal, slots) FROM anchoring.closed
      ) AS lines ORDER BY line
      """;

  private LogAssert() {}

  static void assertWhole(Installation installation, UUID organisation, Collection<Long> appended) {
    List<Long> leaves =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT leaf_index FROM anchoring.entry WHERE organisation = :o"
                                + " ORDER BY leaf_index")
                        .bind("o", organisation)
                        .mapTo(Long.class)
                        .list());
    assertThat(leaves)
        .as("each entry has one place, without a gap")
        .isEqualTo(LongStream.range(0, appended.size()).boxed().toList());

    Map<Long, AnchoredEntry> proofs = installation.proofs(appended);
    assertThat(proofs.keySet()).containsExactlyInAnyOrderElementsOf(appended);
    Map<Long, CommittedRecord> onChain = onChain(installation, organisation);
    proofs.forEach(
        (id, proof) -> {
          CommittedRecord record =
              requireNonNull(
                  onChain.get(proof.anchored().sequence()),
                  () -> "the chain lacks the commitment of entry " + id);
          assertThat(proof.logged().check(record.logSize(), record.logRoot()))
              .isEqualTo(LoggedEntry.Verdict.INCLUDED);
          assertThat(proof.anchored().transactionHash()).isEqualTo(record.transactionHash());
        });
    assertThat(onChain.keySet())
        .as("commitments on chain, without a gap and with nothing that is not ours")
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, onChain.size()).boxed().toList());
    assertThat(onChain.values().stream().mapToLong(CommittedRecord::logSize).max())
        .hasValue(appended.size());
  }

  /** Every root on chain is one of the same leaves, of which there were only ever more. */
  static void assertOneGrowingLog(Installation installation, UUID organisation) {
    List<Bytes32> leaves =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT leaf_hash FROM anchoring.entry WHERE organisation = :o"
                                + " ORDER BY leaf_index")
                        .bind("o", organisation)
                        .map((r, c) -> Bytes32.of(r.getBytes(1)))
                        .list());
    CompactRange log = new CompactRange();
    for (CommittedRecord record : new TreeMap<>(onChain(installation, organisation)).values()) {
      leaves.subList((int) log.size(), (int) record.logSize()).forEach(log::append);
      assertThat(log.root())
          .as("root of commitment %d", record.sequence())
          .isEqualTo(record.logRoot());
    }
  }

  /** What the chain has of an organisation, by sequence. */
  static Map<Long, CommittedRecord> onChain(Installation installation, UUID organisation) {
    Bytes32 name = chainId(installation, organisation);
    ChainLink.Target target = installation.get(ChainLink.class).target();
    Chain chain = installation.get(Chain.class);
    Map<Long, CommittedRecord> records = new HashMap<>();
    for (CommittedRecord record :
        Stretches.read(
            chain.newestBlock(),
            (from, to) -> chain.committed(target.contracts().ledger(), from, to))) {
      if (record.organisation().equals(name)) {
        assertThat(records.put(record.sequence(), record)).as("a second record").isNull();
      }
    }
    return records;
  }

  static Bytes32 chainId(Installation installation, UUID organisation) {
    return installation
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT chain_id FROM anchoring.log WHERE organisation = :o")
                    .bind("o", organisation)
                    .map((r, c) -> Bytes32.of(r.getBytes(1)))
                    .one());
  }
}
