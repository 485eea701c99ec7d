package io.pharmatrace.records.application;

import static io.pharmatrace.records.application.Practice.outcome;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Anchors;
import io.pharmatrace.anchoring.EntryStatus.Anchored;
import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.RecordCommitment;
import io.pharmatrace.records.domain.RecordVersion;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a log and a chain: they know better than whoever hosts database and keys. */
@PharmaTraceInfrastructure
class AnchoredRecordIT {
  @Test
  void aWholeForgedVersionIsNotWhatTheLogHolds(Infrastructure infrastructure, @TempDir Path home) {
    try (Practice practice = Practice.start(infrastructure, home, anchoring(infrastructure))) {
      practice.sql(
          """
          INSERT INTO registry.organisation (id, gln, name, role, company_prefixes)
          VALUES (?, '9506000000015', 'Linden Pharmacy', 'pharmacist', '{9506000}')
          """,
          practice.custodian);
      UUID record = practice.store("{\"dose\":1}");
      UUID other = practice.store("{}");
      awaitOnChain(practice, record);
      awaitOnChain(practice, other);
      assertThat(read(practice, record)).isEqualTo("{\"dose\":1}");

      practice.sql(
          """
          UPDATE records.record r SET entry_id = o.entry_id FROM records.record o
          WHERE r.id = ? AND o.id = ?
          """,
          other,
          record);
      assertThat(read(practice, other)).isEqualTo(Refusal.COMMITMENT_DIFFERS);

      forge(practice, record, "{\"dose\":100}");
      assertThat(read(practice, record)).isEqualTo(Refusal.COMMITMENT_DIFFERS);
    }
  }

  /** All of it fits together: it is signed by the author's key and sealed for the reader's. */
  private static void forge(Practice practice, UUID record, String document) {
    practice.in(
        handle -> {
          Kept row = (Kept) RecordRows.find(handle, record, 1).orElseThrow();
          RecordVersion version = row.version();
          String kid = AuthorKeys.valid(handle, practice.custodian).orElseThrow();
          P256Key reader = ReaderKeys.active(handle, practice.custodian).orElseThrow();
          SignedDocument signed =
              SignedDocument.sign(document, version, kid, practice.get(KeyFolder.class).key(kid));
          SealedRecord sealed = SealedRecords.seal(version, signed, List.of(reader));
          Bytes32 salt = Bytes32.random();
          handle.execute("DELETE FROM records.wrapped_key WHERE record = ?", record);
          WrappedRows.insert(handle, record, 1, sealed.recipients());
          return handle.execute(
              "UPDATE records.record SET jwe = ?, salt = ?, commitment = ? WHERE id = ?",
              sealed.body(),
              salt.bytes(),
              RecordCommitment.of(salt, signed.compact().getBytes(US_ASCII)).bytes(),
              record);
        });
  }

  private static void awaitOnChain(Practice practice, UUID record) {
    long entry = practice.count("SELECT entry_id FROM records.record WHERE id = ?", record);
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                practice.in(h -> practice.get(Anchors.class).statuses(h, List.of(entry))).get(entry)
                    instanceof Anchored);
  }

  private static Object read(Practice practice, UUID record) {
    return outcome(practice.read(practice.custodian, record, 1));
  }

  private static Map<String, Object> anchoring(Infrastructure infrastructure) {
    return Map.of(
        "pharmatrace.roles",
        "anchoring",
        "kafka.bootstrap.servers",
        infrastructure.kafka().bootstrapServers(),
        "pharmatrace.chain.rpc-url",
        infrastructure.chain().rpcUrl().toString(),
        "pharmatrace.chain.deploy",
        true,
        "pharmatrace.anchoring.tick",
        "300ms");
  }
}
