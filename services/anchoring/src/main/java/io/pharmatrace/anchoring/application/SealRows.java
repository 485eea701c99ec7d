package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.SealEntry;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries with all that their authors know of them, from rows. */
final class SealRows {
  /**
   * What {@link #map} reads, of {@code anchoring.entry e}, {@code anchoring.log l} and {@code
   * anchoring.seal_entry s}. Closings are written as {@link #encode} does.
   */
  static final String COLUMNS =
      """
      l.chain_id, e.type, e.secret, e.content_digest, e.units, s.statement, s.inside, s.borrowed,
      (SELECT string_agg(k.note || k.seal || k.slots
                           || coalesce(k.acceptance, decode(repeat('00', 32), 'hex'))
                           || int4send(octet_length(k.steps)) || k.steps,
                         ''::bytea ORDER BY k.place)
       FROM anchoring.closing k WHERE k.entry_id = e.id) AS closings
      """;

  private SealRows() {}

  static SealEntry map(ResultSet r) throws SQLException {
    return new SealEntry(
        Bytea.get(r, "chain_id"),
        EntryType.ofCode(r.getInt("type")),
        new EntrySecret(Bytea.get(r, "secret")),
        Bytea.get(r, "content_digest"),
        Optional.of(orNothing(r.getBytes("statement")))
            .filter(bytes -> bytes.length > 0)
            .map(Statement::decode),
        UnitList.decodeAny(orNothing(r.getBytes("units"))),
        UnitList.decodeAny(orNothing(r.getBytes("inside"))),
        Bytea.list(orNothing(r.getBytes("borrowed"))),
        decode(orNothing(r.getBytes("closings"))));
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  /**
   * Closings one behind the other: {@code note(32) ‖ seal(32) ‖ slots(32) ‖ acceptance(32) ‖ length
   * of the steps(4) ‖ steps, 68 bytes each}.
   */
  static byte[] encode(List<Closing> closings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Closing closing : closings) {
      bytes.writeBytes(
          Bytea.join(
              List.of(
                  closing.note(), closing.seal(), closing.slots().encode(), closing.acceptance())));
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(closing.steps().size() * Step.LENGTH).array());
      bytes.writeBytes(steps(closing));
    }
    return bytes.toByteArray();
  }

  /** The steps of a closing, 68 bytes each. */
  static byte[] steps(Closing closing) {
    ByteArrayOutputStream steps = new ByteArrayOutputStream(closing.steps().size() * Step.LENGTH);
    closing.steps().forEach(step -> steps.writeBytes(step.encode()));
    return steps.toByteArray();
  }

  static List<Closing> decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    List<Closing> closings = new ArrayList<>();
    while (bytes.hasRemaining()) {
      Bytes32 note = hash(bytes);
      Bytes32 seal = hash(bytes);
      Slots slots = new Slots(new BigInteger(1, hash(bytes).bytes()));
      Bytes32 acceptance = hash(bytes);
      List<Step> steps = new ArrayList<>();
      for (int rest = bytes.getInt(); rest > 0; rest -= Step.LENGTH) {
        byte[] step = new byte[Step.LENGTH];
        bytes.get(step);
        steps.add(Step.decode(step));
      }
      closings.add(new Closing(seal, note, slots, steps, acceptance));
    }
    return closings;
  }

  private static Bytes32 hash(ByteBuffer bytes) {
    byte[] hash = new byte[Bytes32.LENGTH];
    bytes.get(hash);
    return Bytes32.of(hash);
  }
}
