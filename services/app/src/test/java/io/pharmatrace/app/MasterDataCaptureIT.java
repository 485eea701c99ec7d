package io.pharmatrace.app;

import static io.pharmatrace.app.MasterDataDocuments.list;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Master data in captured documents: what is kept of it, and when. */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7",
    name = "Capture of master data, in a document's header or alone")
class MasterDataCaptureIT extends SupplyChainTest {
  private static final String PLACE = "https://id.gs1.org/414/" + MAKER_GLN;

  private static JsonNode job(String who, String behaviour, String lists, String... events) {
    return MasterDataDocuments.job(app, who, behaviour, lists, events);
  }

  private static void assertSuccess(JsonNode job, boolean expected) {
    assertThat(job.get("success").asBoolean()).as("%s", job).isEqualTo(expected);
  }

  /** The attributes of the elements, by their ids, that the organisation of a job has captured. */
  private static Map<String, String> known(JsonNode job) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT m.element, m.attributes FROM custody.master_data m
                        JOIN custody.capture_job j ON j.organisation_id = m.organisation_id
                        WHERE j.id = CAST(:job AS uuid)
                        """)
                    .bind("job", job.get("captureID").asText())
                    .map((r, c) -> Map.entry(r.getString(1), r.getString(2)))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static List<String> children(String parent) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT c.child FROM custody.master_data_child c
                        JOIN custody.master_data m ON m.id = c.parent_id
                        WHERE m.element = :parent ORDER BY c.child
                        """)
                    .bind("parent", parent)
                    .mapTo(String.class)
                    .list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback", "proceed"})
  void aDocumentOfMasterDataAloneIsASuccess(String behaviour) {
    String id = "urn:own:alone:" + behaviour;
    JsonNode job = job(MAKER, behaviour, list("ReadPoint", id, "\"cbvmda:name\": \"A\""));
    assertSuccess(job, true);
    assertThat(job.get("events").asInt()).isZero();
    assertThat(known(job)).containsEntry(id, "{\"urn:epcglobal:cbv:mda#name\": [\"A\"]}");
  }

  @Test
  void theLatestDocumentReplacesWhatWasKnownOfAnElement() {
    String before =
        list("ReadPoint", "urn:own:x", "\"urn:own:mda#a\": 1")
            .replace(
                "]}]}", "], \"children\": [\"urn:own:x1\", \"urn:own:x2\", \"urn:own:x1\"]}]}");
    assertSuccess(
        job(MAKER, "rollback", before + "," + list("ReadPoint", "urn:own:y", "\"y\": 1")), true);
    assertThat(children("urn:own:x")).containsExactly("urn:own:x1", "urn:own:x2");
    JsonNode after =
        job(
            MAKER,
            "proceed",
            list("ReadPoint", "urn:own:x", "\"urn:own:mda#a\": 2")
                + ","
                + list("ReadPoint", "urn:own:x", "\"urn:own:mda#b\": 3"));
    assertSuccess(after, true);
    assertThat(known(after))
        .containsEntry("urn:own:x", "{\"urn:own:mda#b\": [\"3\"]}")
        .containsEntry("urn:own:y", "{\"y\": [\"1\"]}");
    assertThat(children("urn:own:x")).isEmpty();
  }

  @Test
  void masterDataIsKeptWithItsDocument() {
    String unusable =
        EpcisEvents.commissioning(
            MAKER, "2026-11-20T08:00:00Z", "ML", List.of(EpcisEvents.pack("X")));
    String lists = list("ReadPoint", PLACE, "\"urn:own:mda#kept\": 1");
    JsonNode refused = job(OUTSIDER, "rollback", lists, unusable);
    assertSuccess(refused, false);
    assertThat(known(refused)).isEmpty();

    JsonNode proceeded = job(OUTSIDER, "proceed", lists, unusable);
    assertSuccess(proceeded, false);
    assertThat(known(proceeded)).containsOnlyKeys(PLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback", "proceed"})
  void anIdentifierThatIsTooLongIsRefused(String behaviour) {
    String lists =
        list("ReadPoint", "urn:own:short", "\"a\": 1")
            + ","
            + list("ReadPoint", "urn:own:" + "x".repeat(500), "\"a\": 1");
    JsonNode job = job(PHARMACY, behaviour, lists);
    assertSuccess(job, false);
    assertThat(job.get("errors").get(0).get("code").asText()).isEqualTo("event-invalid");
    assertThat(job.get("errors").get(0).get("detail").asText()).contains("500 characters");
    assertThat(known(job)).isEmpty();
  }

  @Test
  void identifiersOfTheMostCharactersAreKept() {
    // Three bytes each, which no compression makes shorter: as much as an entry of an index takes.
    String type = "urn:t:" + wide(194);
    String id = "urn:e:" + wide(494);
    JsonNode job =
        job(
            MAKER,
            "rollback",
            list(type, id, "\"a\": 1")
                .replace("]}]}", "], \"children\": [\"%s\"]}]}".formatted(id)));
    assertSuccess(job, true);
    assertThat(known(job)).containsKey(id);
    assertThat(children(id)).containsExactly(id);
  }

  private static String wide(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> Character.toString(0x4E00 + (i * 7919) % 20_000))
        .collect(Collectors.joining());
  }

  @Test
  void thousandsOfElementsAreKept() {
    String elements =
        IntStream.range(0, 2_500)
            .mapToObj(
                i -> "{\"id\": \"urn:own:many:%d\", \"children\": [\"urn:own:all\"]}".formatted(i))
            .collect(Collectors.joining(","));
    JsonNode job =
        job(
            MAKER,
            "rollback",
            "{\"type\": \"urn:own:many\", \"vocabularyElementList\": [%s]}".formatted(elements));
    assertSuccess(job, true);
    assertThat(known(job).keySet()).filteredOn(id -> id.startsWith("urn:own:many:")).hasSize(2_500);
    assertThat(children("urn:own:many:2499")).containsExactly("urn:own:all");
  }
}
