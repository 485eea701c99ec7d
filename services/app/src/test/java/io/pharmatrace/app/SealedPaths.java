package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.PathVerdict;
import io.pharmatrace.transparency.path.ProvenChain;
import io.pharmatrace.transparency.seal.PathFinder;
import io.pharmatrace.transparency.seal.SealRecords;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Checks the path of packs as the application shows it against what is on chain, read by JSON-RPC.
 */
final class SealedPaths {
  private static final String PREFIX = "9521101";

  private final RunningApplication app;
  private final ChainReader reader;
  private final String ledger;

  SealedPaths(RunningApplication app, ChainReader reader) {
    this.app = app;
    this.reader = reader;
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .until(() -> app.get(null, "/api/v1/chain").body().hasNonNull("ledger"));
    this.ledger = app.get(null, "/api/v1/chain").body().get("ledger").asText();
  }

  private final class OnChain implements ProvenChain {
    private final Map<Bytes32, Map<Long, ChainReader.Commitment>> commitments =
        reader.commitments(ledger);

    @Override
    public Optional<Recorded> commitment(Bytes32 organisation, long sequence) {
      return Optional.ofNullable(commitments.getOrDefault(organisation, Map.of()).get(sequence))
          .map(
              c ->
                  new Recorded(
                      new Commitment(
                          organisation, sequence, c.logSize(), c.logRoot(), c.closures()),
                      reader.time(c.block())));
    }

    @Override
    public BigInteger closed(Bytes32 organisation, Bytes32 seal) {
      return reader.closed(ledger, organisation, seal);
    }

    @Override
    public boolean mayCommission(Bytes32 organisation, String companyPrefix) {
      return companyPrefix.equals(PREFIX);
    }
  }

  /** In a few words, for each of these packs: with whom it is, or ended, by its path. */
  Map<String, String> shown(Iterable<String> serials) {
    OnChain chain = new OnChain();
    Map<String, String> shown = new LinkedHashMap<>();
    app.bean(Jdbi.class)
        .useTransaction(
            handle -> serials.forEach(serial -> shown.put(serial, shown(handle, serial, chain))));
    return shown;
  }

  private String shown(Handle handle, String serial, ProvenChain chain) {
    String epc = "https://id.gs1.org/01/" + GTIN + "/21/" + serial;
    Optional<Bytes32> madeIn =
        handle
            .createQuery(
                """
                SELECT s.made_in FROM custody.sealed s JOIN custody.unit u ON u.id = s.unit_id
                WHERE u.key = :gtin AND u.serial = :serial AND s.made_in IS NOT NULL
                """)
            .bind("gtin", GTIN)
            .bind("serial", serial)
            .map((r, c) -> Bytes32.of(r.getBytes(1)))
            .findOne();
    if (madeIn.isEmpty()) {
      return "not sealed";
    }
    SealRecords records = app.bean(SealLog.class).records(handle);
    CustodyPath path =
        new PathFinder(records).find(epc, records.maker(madeIn.get()).leaf(), PREFIX);
    return switch (path.check(epc, chain)) {
      case PathVerdict.Held(Bytes32 holder) -> "with " + name(handle, holder);
      case PathVerdict.Ended ended ->
          "ended with "
              + name(handle, ended.holder())
              + (ended.undoneUntil().isPresent() ? "" : " for good");
      case PathVerdict.Invalid invalid -> invalid.toString();
    };
  }

  private static String name(Handle handle, Bytes32 onChain) {
    return handle
        .createQuery(
            """
            SELECT o.name FROM anchoring.log l JOIN registry.organisations o
              ON o.id = l.organisation WHERE l.chain_id = :name
            """)
        .bind("name", onChain.bytes())
        .mapTo(String.class)
        .one();
  }

  /** Whether seals follow all that was captured, and all that they log is on chain. */
  boolean settled() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT NOT EXISTS (SELECT FROM custody.seal_todo)
                          AND NOT EXISTS (
                            SELECT FROM anchoring.entry e LEFT JOIN anchoring.commitment c
                              ON c.organisation = e.organisation AND c.sequence = e.sequence
                            WHERE c.confirmed_at IS NULL)
                          AND NOT EXISTS (
                            SELECT FROM anchoring.closing k LEFT JOIN anchoring.commitment c
                              ON c.organisation = k.organisation AND c.sequence = k.sequence
                            WHERE c.confirmed_at IS NULL)
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }
}
