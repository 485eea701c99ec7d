package io.pharmatrace.custody.application.seals;

import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Packs that have seals, for who asks for their paths. Thread-safe. */
@Singleton
public class SealedPacks {
  /**
   * A pack with seals.
   *
   * @param epc canonical Digital Link URI
   * @param madeIn hash of the note of its batch entry
   * @param companyPrefix GS1 company prefix under which it was made
   * @param holder who has it, or had it when it ended
   * @param followed whether its seals say so, too, by now
   */
  public record Pack(
      String epc, Bytes32 madeIn, String companyPrefix, UUID holder, boolean followed) {}

  private record Row(Bytes32 madeIn, UUID manufacturer, UUID holder, boolean followed) {}

  private final Jdbi jdbi;
  private final Organisations organisations;

  SealedPacks(Jdbi jdbi, Organisations organisations) {
    this.jdbi = jdbi;
    this.organisations = organisations;
  }

  /**
   * A pack.
   *
   * @param holder only if that organisation has it, or had it when it ended; null for whoever has
   *     it
   * @return empty when there is none, or it is from before there were seals
   */
  public Optional<Pack> find(Sgtin sgtin, @Nullable UUID holder) {
    return jdbi.inTransaction(
        handle -> row(handle, sgtin, holder).flatMap(row -> pack(handle, sgtin, row)));
  }

  /** How far the seals of a pack are, as {@code custody.packs} has it; none for an unknown one. */
  public String statusOf(Sgtin sgtin) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT seals FROM custody.packs WHERE gtin = :gtin AND serial = :serial")
                .bind("gtin", sgtin.gtin().digits())
                .bind("serial", sgtin.serial().value())
                .mapTo(String.class)
                .findOne()
                .orElse("none"));
  }

  private Optional<Pack> pack(Handle handle, Sgtin sgtin, Row row) {
    @Nullable Organisation maker =
        organisations.byIds(handle, List.of(row.manufacturer)).get(row.manufacturer);
    return maker == null
        ? Optional.empty()
        : maker.companyPrefixes().stream()
            .filter(prefix -> sgtin.gtin().digits().startsWith(prefix, 1))
            .findFirst()
            .map(
                prefix ->
                    new Pack(sgtin.digitalLink(), row.madeIn, prefix, row.holder, row.followed));
  }

  private static Optional<Row> row(Handle handle, Sgtin sgtin, @Nullable UUID holder) {
    return handle
        .createQuery(
            """
            SELECT s.made_in, b.manufacturer_id, t.custodian_id,
                   s.conflict IS NULL AND NOT EXISTS (
                     SELECT FROM custody.seal_todo q WHERE q.unit_id IN (u.id, t.id))
                   AND NOT EXISTS (
                     SELECT FROM custody.seal_ahead a
                     WHERE (a.key, a.serial) IN ((u.key, u.serial), (t.key, t.serial)))
                     AS followed
            FROM custody.unit u JOIN custody.sealed s ON s.unit_id = u.id
            JOIN custody.unit t ON t.id = custody.topmost(u.id)
            JOIN registry.batches b ON b.id = u.batch_id
            WHERE u.key = :gtin AND u.serial = :serial AND u.kind = 'PACK'
              AND u.state <> 'Void' AND s.made_in IS NOT NULL
              AND (CAST(:holder AS uuid) IS NULL OR t.custodian_id = CAST(:holder AS uuid))
            """)
        .bind("gtin", sgtin.gtin().digits())
        .bind("serial", sgtin.serial().value())
        .bindByType("holder", holder, UUID.class)
        .map(
            (r, c) ->
                new Row(
                    Bytes32.of(r.getBytes(1)),
                    r.getObject(2, UUID.class),
                    r.getObject(3, UUID.class),
                    r.getBoolean(4)))
        .findOne();
  }
}
