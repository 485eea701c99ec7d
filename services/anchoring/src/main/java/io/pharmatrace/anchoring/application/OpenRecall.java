package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.CompanyPrefixes;
import io.pharmatrace.anchoring.domain.PrefixProof;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.RecallStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A recall that the board is to have.
 *
 * @param id in the registry
 * @param organisation who declares it
 * @param prefix shows that it may
 * @param board where RecallBoard is
 */
record OpenRecall(
    long id, UUID organisation, RecallStatement statement, PrefixProof prefix, Address board) {
  /**
   * How long a signature is good: nobody brings later what the contract refused. What comes late
   * because the chain is gone is signed anew.
   */
  private static final Duration GOOD_FOR = Duration.ofDays(1);

  /** For {@link #map}; the tables are those of {@link #FROM}. */
  static final String COLUMNS =
      """
      r.id AS recall_id, t.organisation, l.chain_id, r.gtin, r.lot, r.country, r.since,
      i.prefixes, ch.recall_board,
      convert_from(i.document, 'UTF8')::jsonb ->> 'salt' AS salt,
      ARRAY(SELECT jsonb_array_elements_text(
              convert_from(i.document, 'UTF8')::jsonb -> 'companyPrefixes')) AS company_prefixes
      """;

  /** Recalls that have been taken up, once it is known where the board is. */
  static final String FROM =
      """
      FROM anchoring.recall t
      JOIN registry.recalls r ON r.id = t.id
      JOIN anchoring.log l ON l.organisation = t.organisation
      JOIN anchoring.identity i ON i.organisation = t.organisation
      JOIN anchoring.chain ch ON ch.recall_board IS NOT NULL
      """;

  static OpenRecall map(ResultSet r) throws SQLException {
    String gtin = r.getString("gtin");
    CompanyPrefixes prefixes =
        new CompanyPrefixes(
            List.of((String[]) r.getArray("company_prefixes").getArray()),
            Bytes32.fromHex(r.getString("salt")));
    return new OpenRecall(
        r.getLong("recall_id"),
        r.getObject("organisation", UUID.class),
        new RecallStatement(
            Bytea.get(r, "chain_id"),
            gtin,
            Objects.requireNonNullElse(r.getString("lot"), ""),
            Objects.requireNonNullElse(r.getString("country"), ""),
            r.getObject("since", OffsetDateTime.class).toEpochSecond(),
            Instant.now().plus(GOOD_FOR).getEpochSecond()),
        prefixes.proof(gtin, Bytea.list(r, "prefixes")),
        Address.of(r.getBytes("recall_board")));
  }
}
