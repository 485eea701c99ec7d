package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.ContractEvent;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the first block on what a contract took, from whomever. Several processes may do it:
 * of each stretch of blocks one result is stored. When the chain was rewritten it begins anew.
 * Thread-safe.
 *
 * @param <E> what the contract takes
 */
public abstract class EventFollowing<E extends ContractEvent> {
  private static final int MAX_BLOCKS = 1_000;

  /**
   * Blocks that are read once more. Behind one address there may be several nodes, of which one
   * gave a block, and another, which lagged, no records of it: so far behind may it be, at a block
   * a second 17 minutes.
   */
  private static final int AGAIN = 1_000;

  private record Cursor(long number, @Nullable Bytes32 hash) {}

  /**
   * How far it was read.
   *
   * @param last the last block
   * @param newest whether there was none behind it
   * @param asked when that was asked
   */
  record Position(Block last, boolean newest, Instant asked) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Steps steps;
  private final ContractLink link;
  private final String contract;

  /**
   * @param contract with which the columns of anchoring.chain begin that have the position
   */
  EventFollowing(Jdbi jdbi, Chain chain, Steps steps, ContractLink link, String contract) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.steps = steps;
    this.link = link;
    this.contract = contract;
  }

  /** What the blocks from..to, both included, took, in their order. */
  abstract List<E> events(Address address, long from, long to);

  /** Stores events; some of them may be there already. */
  abstract void insert(Handle handle, List<E> events);

  /** Deletes all events: the chain was rewritten. */
  abstract void forget(Handle handle);

  /** Called each time, with the position locked. */
  void reached(Handle handle, Position position) {}

  /**
   * Reads the next stretch.
   *
   * @return whether there is more
   * @throws ChainException when the node cannot be reached
   */
  public final boolean run(ChainLink.Target target) {
    @Nullable Address address = link.address().orElse(null);
    if (address == null) {
      return false;
    }
    Cursor cursor = jdbi.withHandle(handle -> cursor(handle, false));
    Instant asked = Instant.now();
    long newest = chain.newestBlock();
    @Nullable Bytes32 hash = cursor.hash();
    if (hash != null) {
      Optional<Block> followed = chain.block(cursor.number());
      if (followed.isEmpty() && (newest >= cursor.number() || !target.identity().isDevelopment())) {
        return false; // The number runs ahead of the block for a moment, or the node is behind.
      }
      if (followed.isEmpty() || !followed.get().hash().equals(hash)) {
        beginAnew(cursor);
        return true;
      }
    }
    long to = Math.max(cursor.number(), Math.min(newest, cursor.number() + MAX_BLOCKS));
    Optional<Block> last = chain.block(to);
    if (last.isEmpty()) {
      return false;
    }
    long from = Math.max(1, cursor.number() + 1 - AGAIN);
    List<E> found = to == cursor.number() ? List.of() : events(address, from, to);
    store(cursor, new Position(last.get(), to >= newest, asked), found);
    return to < newest;
  }

  private void store(Cursor before, Position position, List<E> found) {
    boolean any = found.stream().anyMatch(event -> event.block() > before.number());
    if (any) {
      steps.reached(Steps.OBSERVED);
    }
    jdbi.useTransaction(
        handle -> {
          if (!cursor(handle, true).equals(before)) {
            return; // Another process has stored this stretch.
          }
          insert(handle, found);
          reached(handle, position);
          move(handle, position.last().number(), position.last().hash().bytes());
        });
    if (any) {
      steps.reached(Steps.CONFIRMED);
    }
  }

  private void beginAnew(Cursor before) {
    jdbi.useTransaction(
        handle -> {
          if (cursor(handle, true).equals(before)) {
            forget(handle);
            move(handle, 0, null);
          }
        });
  }

  private void move(Handle handle, long number, byte @Nullable [] hash) {
    handle
        .createUpdate(
            "UPDATE anchoring.chain SET %1$s_followed = :number, %1$s_hash = :hash"
                .formatted(contract))
        .bind("number", number)
        .bindByType("hash", hash, byte[].class)
        .execute();
  }

  private Cursor cursor(Handle handle, boolean lock) {
    return handle
        .createQuery(
            "SELECT %1$s_followed, %1$s_hash FROM anchoring.chain %2$s"
                .formatted(contract, lock ? "FOR UPDATE" : ""))
        .map(
            (r, c) ->
                new Cursor(
                    r.getLong(1), Optional.ofNullable(r.getBytes(2)).map(Bytes32::of).orElse(null)))
        .one();
  }
}
