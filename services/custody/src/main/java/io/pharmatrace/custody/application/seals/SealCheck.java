package io.pharmatrace.custody.application.seals;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares custody with its seals: {@link SealDeriver} keeps them together, so whatever differs was
 * changed by somebody else, or is our fault. Thread-safe.
 */
@Singleton
public class SealCheck {
  private static final String DIFFERENT =
      """
      SELECT u.id, CASE
        WHEN (u.state, u.parent_id, u.custodian_id)
             IS DISTINCT FROM (s.state, s.parent_id, s.custodian_id)
          THEN 'custody was changed by no event'
        WHEN u.kind = 'PACK' AND (u.state NOT IN ('Active', 'Locked')) <> (s.ended_by IS NOT NULL)
          THEN 'it has ended by one of the two only'
        WHEN s.ended_by IS NULL AND (s.made_in IS NOT NULL OR s.contents IS NOT NULL)
             AND (u.parent_id IS NULL) <> (s.note_id IS NOT NULL)
          THEN 'it is inside something by one of the two only'
        WHEN s.ended_by IS NULL AND n.organisation_id <> u.custodian_id
          THEN 'its slot is another organisation''s'
        WHEN get_bit(c.slots, 255 - s.slot) = 1 THEN 'its slot is closed'
      END AS why
      FROM custody.sealed s JOIN custody.unit u ON u.id = s.unit_id
      LEFT JOIN custody.seal_note n ON n.id = s.note_id
      LEFT JOIN anchoring.closed_slots c
        ON c.organisation = n.organisation_id AND c.seal = n.seal
      WHERE s.unit_id > :after AND s.unit_id <= :until AND s.conflict IS NULL
        AND (u.kind <> 'PACK' OR s.made_in IS NOT NULL)
        AND NOT EXISTS (SELECT FROM custody.seal_todo q WHERE q.unit_id = u.id)
      """;

  /**
   * A unit of which custody and seals say different things.
   *
   * @param unit its row
   * @param why in a few words
   */
  public record Difference(long unit, String why) {}

  private final Jdbi jdbi;

  SealCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What differs among units in the order of their rows.
   *
   * @param after row after which it begins
   * @param until last row
   */
  public List<Difference> among(long after, long until) {
    return jdbi.withHandle(handle -> among(handle, after, until));
  }

  private static List<Difference> among(Handle handle, long after, long until) {
    return handle
        .createQuery("SELECT * FROM (" + DIFFERENT + ") d WHERE why IS NOT NULL ORDER BY id")
        .bind("after", after)
        .bind("until", until)
        .map((r, c) -> new Difference(r.getLong("id"), r.getString("why")))
        .list();
  }
}
