package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.Checkpoint;
import io.pharmatrace.transparency.chain.HeaderClaims;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.chain.SealedBlock;
import io.pharmatrace.transparency.chain.ValidatorHistory;
import io.pharmatrace.transparency.chain.VoteSearch;
import io.pharmatrace.transparency.evidence.Bytes;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The headers that show who validated the blocks of evidence: looked for on the chain when a block
 * is not shown by those that were found before, and kept. Headers do not change: a chain with
 * consensus is not rewritten. Thread-safe.
 */
@Singleton
final class ValidatorVotes {
  private record Shown(
      PinnedNetwork network, NavigableMap<Long, byte[]> headers, ValidatorHistory history) {
    boolean covers(Map<Long, Bytes> blocks) {
      return blocks.entrySet().stream()
          .allMatch(
              block ->
                  claims(block.getValue().array()).validators().equals(history.at(block.getKey())));
    }
  }

  private final Jdbi jdbi;
  private final StateReader states;
  private @Nullable Shown latest;
  private Optional<Checkpoint> pinned = Optional.empty();

  ValidatorVotes(Jdbi jdbi, StateReader states) {
    this.jdbi = jdbi;
    this.states = states;
  }

  /**
   * What is to be shown beside these blocks. Also how the validators came to be those of the last
   * checkpoint that somebody may hold, though nothing of that block is shown.
   *
   * @param blocks their headers, by number from 1
   * @throws ChainException when the node does not answer, or the validators changed by no votes
   */
  synchronized List<Bytes> showing(PinnedNetwork network, Map<Long, Bytes> blocks) {
    checkpoint(network, Collections.max(blocks.keySet()));
    return Bytes.all(List.copyOf(covering(network, blocks).headers.values()));
  }

  /**
   * The last one up to a block; empty in the first epoch.
   *
   * @throws ChainException as above
   */
  synchronized Optional<Checkpoint> checkpoint(PinnedNetwork network, long block) {
    long begin = block / network.epochLength() * network.epochLength();
    Shown shown = latest;
    boolean known =
        shown != null
            && shown.network.equals(network)
            && pinned.filter(it -> it.block() == begin).isPresent();
    if (begin > 0 && !known) {
      Bytes header = states.header(begin).rlp();
      pinned = Optional.of(checkpoint(covering(network, Map.of(begin, header)), header));
    }
    return pinned.filter(it -> it.block() == begin);
  }

  private static Checkpoint checkpoint(Shown shown, Bytes header) {
    return switch (shown.history.check(header.array())) {
      case Checked.Proven<SealedBlock>(SealedBlock block) ->
          new Checkpoint(block.number(), block.hash(), shown.history.at(block.number()));
      case Checked.Refused<SealedBlock> refused ->
          throw new ChainException("a block has no seals that count: " + refused.words());
    };
  }

  private Shown covering(PinnedNetwork network, Map<Long, Bytes> blocks) {
    Shown shown = latest;
    if (shown == null || !shown.network.equals(network)) {
      shown = stored(network);
    }
    if (!shown.covers(blocks)) {
      shown = search(shown, blocks);
      NavigableMap<Long, byte[]> found = shown.headers;
      jdbi.useTransaction(handle -> store(handle, found));
    }
    latest = shown;
    return shown;
  }

  private Shown search(Shown known, Map<Long, Bytes> blocks) {
    Checked<NavigableMap<Long, byte[]>> found =
        VoteSearch.run(
            known.network,
            block -> {
              Bytes here = blocks.get(block);
              return (here == null ? states.header(block).rlp() : here).array();
            },
            known.headers,
            blocks.keySet());
    return switch (found) {
      case Checked.Proven<NavigableMap<Long, byte[]>>(NavigableMap<Long, byte[]> headers) ->
          shown(known.network, headers);
      case Checked.Refused<NavigableMap<Long, byte[]>> refused ->
          throw new ChainException(
              "how its validators changed cannot be shown: " + refused.words());
    };
  }

  private static Shown shown(PinnedNetwork network, NavigableMap<Long, byte[]> headers) {
    return switch (ValidatorHistory.replay(network, List.copyOf(headers.values()))) {
      case Checked.Proven<ValidatorHistory>(ValidatorHistory history) ->
          new Shown(network, headers, history);
      case Checked.Refused<ValidatorHistory> refused ->
          throw new ChainException(
              "the headers of its votes do not fit together: " + refused.words());
    };
  }

  /** What was found before; nothing, if that was for other settings of the network. */
  private Shown stored(PinnedNetwork network) {
    NavigableMap<Long, byte[]> headers =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT block_number, header FROM anchoring.validator_header")
                    .reduceRows(
                        new TreeMap<>(),
                        (all, row) -> {
                          all.put(
                              row.getColumn("block_number", Long.class),
                              row.getColumn("header", byte[].class));
                          return all;
                        }));
    return ValidatorHistory.replay(network, List.copyOf(headers.values()))
            instanceof Checked.Proven<ValidatorHistory>(ValidatorHistory history)
        ? new Shown(network, headers, history)
        : shown(network, new TreeMap<>());
  }

  private static void store(Handle handle, NavigableMap<Long, byte[]> headers) {
    handle.execute("DELETE FROM anchoring.validator_header");
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.validator_header (block_number, header)
            SELECT * FROM unnest(:blocks, :headers) ON CONFLICT DO NOTHING
            """)
        .bindArray("blocks", Long.class, List.copyOf(headers.keySet()))
        .bind("headers", Bytea.array(headers.values()))
        .execute();
  }

  private static HeaderClaims claims(byte[] header) {
    return switch (HeaderClaims.of(header)) {
      case Checked.Proven<HeaderClaims>(HeaderClaims claims) -> claims;
      case Checked.Refused<HeaderClaims> refused ->
          throw new ChainException("a block names no validators: " + refused.words());
    };
  }
}
