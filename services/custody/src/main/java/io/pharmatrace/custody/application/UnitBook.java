package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Epc;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A pack or logistic unit as it is now, for who holds it or is offered it. Thread-safe. */
@Singleton
public class UnitBook {
  /**
   * A unit. Custody and place are those of the topmost unit that holds it.
   *
   * @param kind PACK, CASE or SSCC
   * @param parent what directly holds it
   * @param topmost the outermost unit that holds it; absent when nothing does
   * @param custodian GLN of who holds it
   * @param inTransitTo GLN of whom it was offered to
   * @param offer number of the open offer, if the handover is pending
   * @param packs active packs inside, nested ones included; of an active pack itself 1
   * @param contents packs inside by batch, nested ones included
   * @param children what is directly inside, in the order of their keys
   */
  @Serdeable
  public record View(
      String unit,
      String kind,
      String state,
      @Nullable String batch,
      @Nullable LocalDate expiry,
      @Nullable String parent,
      @Nullable String topmost,
      String custodian,
      String custodianName,
      @Nullable String place,
      @Nullable String inTransitTo,
      @Nullable Long offer,
      long packs,
      List<Content> contents,
      List<Child> children) {}

  /** Active packs of a batch. */
  @Serdeable
  public record Content(String gtin, String batch, LocalDate expiry, long packs) {}

  /**
   * A unit directly inside.
   *
   * @param observed whether it was itself seen by who holds it now; else that it is inside is
   *     inferred from what was told of its parent
   * @param packs active packs inside it, nested ones included; of an active pack itself 1
   */
  @Serdeable
  public record Child(String unit, String kind, String state, boolean observed, long packs) {}

  private static final String UNIT =
      """
      SELECT u.id, u.key, u.serial, u.kind, u.state, b.lot, b.expiry,
             p.key AS parent_key, p.serial AS parent_serial,
             CASE WHEN t.id <> u.id THEN t.key END AS top_key, t.serial AS top_serial,
             o.gln AS custodian, o.name AS custodian_name, t.custodian_id, t.place,
             x.gln AS transit,
             (SELECT ou.offer_id FROM custody.offer_unit ou
              WHERE ou.unit_id = t.id AND ou.state IN ('offered', 'missing')) AS offer
      FROM custody.unit u
      CROSS JOIN LATERAL (SELECT custody.topmost(u.id) AS id) top
      JOIN custody.unit t ON t.id = top.id
      JOIN registry.organisations o ON o.id = t.custodian_id
      LEFT JOIN registry.organisations x ON x.id = t.in_transit_to
      LEFT JOIN custody.unit p ON p.id = u.parent_id
      LEFT JOIN registry.batches b ON b.id = u.batch_id
      WHERE u.key = :key AND u.serial = :serial AND u.state <> 'Void'
        AND (CAST(:viewer AS uuid) IS NULL OR t.custodian_id = :viewer OR t.in_transit_to = :viewer)
      """;

  private static final String CHILDREN =
      """
      SELECT c.key, c.serial, c.kind, c.state,
             CASE WHEN c.kind = 'PACK' THEN (c.state = 'Active')::int
                  ELSE (SELECT coalesce(sum(n.packs), 0) FROM custody.content n
                        WHERE n.unit_id = c.id) END AS packs,
             EXISTS (SELECT FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
                     WHERE eu.unit_id = c.id AND e.organisation_id = :custodian
                       AND e.declared_by IS NULL) AS observed
      FROM custody.unit c
      WHERE c.parent_id = :id AND (c.key, c.serial) > (:afterKey, :afterSerial)
      ORDER BY c.key, c.serial LIMIT :limit
      """;

  private record Row(long id, UUID custodian, View view) {}

  private final Jdbi jdbi;

  UnitBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A unit.
   *
   * @param epc SGTIN or SSCC
   * @param viewer who asks; null for a regulator
   * @param after the child that the page before ended with
   * @param limit how many children at the most
   * @return empty when there is none, or the viewer neither holds it nor is offered it
   */
  public Optional<View> find(Epc epc, @Nullable UUID viewer, @Nullable Epc after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(UNIT)
                .bind("key", UnitKey.key(epc))
                .bind("serial", UnitKey.serial(epc))
                .bindByType("viewer", viewer, UUID.class)
                .map((r, c) -> row(r))
                .findOne()
                .map(row -> whole(handle, row, after, limit)));
  }

  private static View whole(Handle handle, Row row, @Nullable Epc after, int limit) {
    List<Content> contents =
        handle
            .createQuery(
                """
                SELECT b.gtin, b.lot, b.expiry, c.packs
                FROM custody.content c JOIN registry.batches b ON b.id = c.batch_id
                WHERE c.unit_id = :id ORDER BY b.gtin, b.lot
                """)
            .bind("id", row.id())
            .map(
                (r, c) ->
                    new Content(
                        r.getString("gtin"),
                        r.getString("lot"),
                        r.getObject("expiry", LocalDate.class),
                        r.getLong("packs")))
            .list();
    List<Child> children =
        handle
            .createQuery(CHILDREN)
            .bind("id", row.id())
            .bind("custodian", row.custodian())
            .bind("afterKey", after == null ? "" : UnitKey.key(after))
            .bind("afterSerial", after == null ? "" : UnitKey.serial(after))
            .bind("limit", limit)
            .map(
                (r, c) ->
                    new Child(
                        link(r.getString("key"), r.getString("serial")),
                        r.getString("kind"),
                        r.getString("state"),
                        r.getBoolean("observed"),
                        r.getLong("packs")))
            .list();
    View view = row.view();
    boolean pack = view.kind().equals("PACK") && view.state().equals("Active");
    return new View(
        view.unit(),
        view.kind(),
        view.state(),
        view.batch(),
        view.expiry(),
        view.parent(),
        view.topmost(),
        view.custodian(),
        view.custodianName(),
        view.place(),
        view.inTransitTo(),
        view.offer(),
        pack ? 1 : contents.stream().mapToLong(Content::packs).sum(),
        contents,
        children);
  }

  private static Row row(ResultSet r) throws SQLException {
    @Nullable String parent = r.getString("parent_key");
    @Nullable String topmost = r.getString("top_key");
    return new Row(
        r.getLong("id"),
        r.getObject("custodian_id", UUID.class),
        new View(
            link(r.getString("key"), r.getString("serial")),
            r.getString("kind"),
            r.getString("state"),
            r.getString("lot"),
            r.getObject("expiry", LocalDate.class),
            parent == null ? null : link(parent, r.getString("parent_serial")),
            topmost == null ? null : link(topmost, r.getString("top_serial")),
            r.getString("custodian"),
            r.getString("custodian_name"),
            r.getString("place"),
            r.getString("transit"),
            r.getObject("offer", Long.class),
            0,
            List.of(),
            List.of()));
  }

  private static String link(String key, String serial) {
    return UnitKey.epc(key, serial).digitalLink();
  }
}
