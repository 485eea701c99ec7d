package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.Slots;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Reads commitments from rows, and closures. */
final class Commitments {
  private Commitments() {}

  /** Needs organisation, chain_id, sequence, log_size, log_root and closures. */
  static SealedCommitment map(ResultSet r) throws SQLException {
    return new SealedCommitment(
        r.getObject("organisation", UUID.class),
        new Commitment(
            Bytea.get(r, "chain_id"),
            r.getLong("sequence"),
            r.getLong("log_size"),
            Bytea.get(r, "log_root"),
            decode(Bytea.list(r, "closures"))));
  }

  /** Three words for each closure: seal, slots, binding. */
  static byte[] encode(List<Closure> closures) {
    return Bytea.join(
        closures.stream()
            .flatMap(c -> Stream.of(c.seal(), c.slots().encode(), c.binding()))
            .toList());
  }

  static List<Closure> decode(List<Bytes32> words) {
    return IntStream.range(0, words.size() / 3)
        .mapToObj(
            i ->
                new Closure(
                    words.get(3 * i),
                    new Slots(new BigInteger(1, words.get(3 * i + 1).bytes())),
                    words.get(3 * i + 2)))
        .toList();
  }

  /** What an organisation's latest commitments close. */
  static List<Closure> latest(Handle handle, UUID organisation, int commitments) {
    return handle
        .createQuery(
            """
            SELECT closures FROM anchoring.commitment WHERE organisation = :organisation
            ORDER BY sequence DESC LIMIT :commitments
            """)
        .bind("organisation", organisation)
        .bind("commitments", commitments)
        .map((r, c) -> decode(Bytea.list(r, "closures")))
        .list()
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
