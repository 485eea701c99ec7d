package io.pharmatrace.verification.application;

import io.pharmatrace.custody.HolderNotices;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Notes who is to be told: of a case, who is concerned, and regulators; of a recall, who holds some
 * of it. Thread-safe.
 */
@Singleton
final class Notices implements HolderNotices {
  /** That a case concerns an organisation, which it did not before. */
  record Concerned(long number, UUID organisation) {}

  /** Notes in the caller's transaction that cases were raised, for whom they concern since now. */
  void noteTo(Handle transaction, List<Concerned> since) {
    transaction
        .createUpdate(
            """
            INSERT INTO verification.notice (organisation_id, number, what, state, version)
            SELECT n.organisation, a.number, 'raised', a.state, a.version
            FROM unnest(:numbers, :organisations) AS n (number, organisation)
            JOIN verification.alert a ON a.number = n.number
            ORDER BY a.number
            """)
        .bindArray("numbers", Long.class, Columns.of(since, Concerned::number))
        .bindArray("organisations", UUID.class, Columns.of(since, Concerned::organisation))
        .execute();
  }

  /**
   * Notes it in the caller's transaction.
   *
   * @param cases numbers of the cases, as they are now
   * @param what raised, comment, assignment or state
   */
  void note(Handle transaction, Collection<Long> cases, String what) {
    transaction
        .createUpdate(
            """
            INSERT INTO verification.notice (organisation_id, number, what, state, version)
            SELECT r.organisation_id, a.number, :what, a.state, a.version
            FROM verification.alert a JOIN (
              SELECT number, organisation_id FROM verification.concerned
              WHERE number = ANY(:numbers)
              UNION
              SELECT n.number, o.id FROM unnest(:numbers) AS n (number)
              JOIN registry.organisations o ON o.role = 'regulator'
            ) r ON r.number = a.number
            ORDER BY a.number
            """)
        .bind("what", what)
        .bindArray("numbers", Long.class, List.copyOf(cases))
        .execute();
  }

  @Override
  public void tell(Handle transaction, List<Holding> holdings) {
    transaction
        .createUpdate(
            """
            INSERT INTO verification.notice (organisation_id, what, recall_id, packs, incoming)
            SELECT organisation, 'recalled', recall, packs, incoming
            FROM unnest(:recalls, :organisations, :packs, :incoming) WITH ORDINALITY
              AS n (recall, organisation, packs, incoming, i)
            ORDER BY i
            """)
        .bindArray("recalls", Long.class, Columns.of(holdings, Holding::recall))
        .bindArray("organisations", UUID.class, Columns.of(holdings, Holding::organisation))
        .bindArray("packs", Long.class, Columns.of(holdings, Holding::packs))
        .bindArray("incoming", Long.class, Columns.of(holdings, Holding::incoming))
        .execute();
  }
}
