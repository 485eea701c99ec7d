package io.pharmatrace.verification.application;

import io.pharmatrace.custody.BatchRecords;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The alerts with their cases, and the checks of returned packs, that go into the archive of a
 * batch. Thread-safe.
 */
@Singleton
public class ArchivedCases implements BatchRecords {
  private static final int PAGE = 1_000;

  private static final String TABLES =
      """
      CREATE TEMPORARY TABLE archive_alert (number bigint PRIMARY KEY) ON COMMIT DROP;
      CREATE TEMPORARY TABLE archive_return
        (organisation_id uuid, transaction_id text, PRIMARY KEY (organisation_id, transaction_id))
        ON COMMIT DROP
      """;

  /** What is closed by now: what somebody raises meanwhile stays. */
  private static final String ALERTS =
      """
      WITH chosen AS (
        SELECT a.number FROM archive_unit u
        JOIN verification.alert a ON a.key = u.key AND a.serial = u.serial
        WHERE u.gone AND a.state = 'closed' FOR UPDATE OF a)
      INSERT INTO archive_alert SELECT number FROM chosen
      """;

  private static final String RETURNS =
      """
      INSERT INTO archive_return
      SELECT r.organisation_id, r.transaction_id
      FROM archive_unit u
      JOIN verification.saleable_return r ON r.gtin = u.key AND r.serial = u.serial
      WHERE u.gone
      """;

  private static final List<String> LINES =
      List.of(
          """
          SELECT (to_jsonb(a) || jsonb_build_object('kind', 'alert', 'about', a.kind,
                    'organisation', o.gln,
                    'steps', (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.version)
                              FROM verification.step s WHERE s.number = a.number),
                    'concerned', (SELECT jsonb_agg(c.organisation_id ORDER BY c.organisation_id)
                                  FROM verification.concerned c WHERE c.number = a.number)))::text
          FROM archive_alert chosen JOIN verification.alert a USING (number)
          LEFT JOIN registry.organisations o ON o.id = a.organisation_id
          ORDER BY a.number
          """,
          """
          SELECT (to_jsonb(r) || jsonb_build_object('kind', 'return', 'organisation', o.gln))::text
          FROM archive_return chosen
          JOIN verification.saleable_return r USING (organisation_id, transaction_id)
          LEFT JOIN registry.organisations o ON o.id = r.organisation_id
          ORDER BY r.checked, r.organisation_id, r.transaction_id
          """);

  private static final List<String> REMOVAL =
      List.of(
          "DELETE FROM verification.notice WHERE number IN (SELECT number FROM archive_alert)",
          "DELETE FROM verification.step WHERE number IN (SELECT number FROM archive_alert)",
          "DELETE FROM verification.concerned WHERE number IN (SELECT number FROM archive_alert)",
          "DELETE FROM verification.alert WHERE number IN (SELECT number FROM archive_alert)",
          """
          DELETE FROM verification.saleable_return r USING archive_return c
          WHERE r.organisation_id = c.organisation_id AND r.transaction_id = c.transaction_id
          """);

  @Override
  public boolean hasOpenCase(Handle handle, long batch, Collection<String> holders) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM custody.batch_units u
                           JOIN verification.alert a ON a.key = u.key AND a.serial = u.serial
                           WHERE u.batch_id = :batch AND a.state <> 'closed')
                OR EXISTS (SELECT FROM verification.alert a
                           WHERE a.key = ANY(:holders) AND a.serial = '' AND a.state <> 'closed')
            """)
        .bindArray("holders", String.class, holders)
        .bind("batch", batch)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void choose(Handle transaction) {
    transaction.createScript(TABLES).execute();
    transaction.execute(ALERTS);
    transaction.execute(RETURNS);
  }

  @Override
  public void write(Handle transaction, Consumer<String> lines) {
    LINES.forEach(
        query ->
            transaction.createQuery(query).setFetchSize(PAGE).mapTo(String.class).forEach(lines));
  }

  @Override
  public void remove(Handle transaction) {
    REMOVAL.forEach(transaction::execute);
  }
}
