package io.pharmatrace.fhir.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.fhir.Hapi;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.Reference;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.fhir.Samples;
import io.pharmatrace.fhir.write.Bundles.Found;
import io.pharmatrace.fhir.write.Bundles.Link;
import io.pharmatrace.fhir.write.Bundles.Mode;
import io.pharmatrace.fhir.write.Bundles.Version;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is taken or written is without error to HAPI's validator. */
class ValidatorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String BASE = "https://a.example/fhir";

  private static final Dispense DISPENSE =
      new Dispense(
          UUID.fromString("6f2a1d6e-58a0-4c5e-9d40-0f0e5a6f0001"),
          Sgtin.of("09506000134352", "A/1"),
          new Lot("L1"),
          ExpiryDate.of(LocalDate.parse("2027-03-31")),
          "Aspirin 100 mg",
          "p1",
          Gln.of("9506000134352"),
          NOW);

  static List<Map.Entry<String, String>> samples() {
    return List.copyOf(Samples.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samples(Map.Entry<String, String> sample) {
    assertThat(Hapi.errors(sample.getValue())).isEmpty();
    Resource stored = Samples.resource(sample.getValue()).stored("x1", "7", NOW);
    assertThat(Hapi.errors(stored.json())).isEmpty();
  }

  @Test
  void dispenseNamesThePackAndIsTakenByOurReader() {
    Resource dispense = DISPENSE.completed();

    assertThat(Hapi.errors(dispense.json())).isEmpty();
    assertThat(Samples.resource(dispense.json())).isEqualTo(dispense);
    Json.Obj medication = dispense.content().objects("contained").getFirst();
    assertThat(medication.objects("identifier").getFirst().text("value"))
        .isEqualTo("https://id.gs1.org/01/09506000134352/21/A%2F1");
    assertThat(medication.toString()).contains("https://www.gs1.org/gtin", "09506000134352");
    assertThat(medication.object("batch"))
        .isEqualTo(
            Json.object().text("lotNumber", "L1").text("expirationDate", "2027-03-31").build());
    assertThat(Reference.of(Objects.requireNonNull(dispense.content().object("subject"))))
        .isEqualTo(Reference.to("Patient", "p1"));
    assertThat(dispense.content().text("whenHandedOver")).isEqualTo("2026-11-22T08:00:00.000Z");
  }

  @Test
  void undoneDispenseIsTheSameInError() {
    Resource undone = DISPENSE.enteredInError();

    assertThat(undone.content().text("status")).isEqualTo("entered-in-error");
    assertThat(undone.content().with("status", new Json.Text("completed")))
        .isEqualTo(DISPENSE.completed().content());
    assertThat(Hapi.errors(undone.json())).isEmpty();
  }

  @Test
  void dispenseOfWhatIsNotKnownLeavesItOut() {
    Resource bare =
        new Dispense(
                DISPENSE.transaction(),
                DISPENSE.pack(),
                null,
                null,
                null,
                "p1",
                DISPENSE.pharmacy(),
                NOW)
            .completed();

    assertThat(Hapi.errors(bare.json())).isEmpty();
    assertThat(Samples.resource(bare.json())).isEqualTo(bare);
    assertThat(bare.json()).doesNotContain("batch");
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void outcomesOfEveryCode(ProblemCode code) {
    Resource outcome =
        OperationOutcomes.of(List.of(new Problem(code, "Consent.status", "Mend it.")));

    assertThat(Hapi.errors(outcome.json())).isEmpty();
    assertThat(outcome.json()).contains("\"code\":\"" + code.code() + "\"", "Mend it.");
  }

  @ParameterizedTest
  @EnumSource(OperationOutcomes.Severity.class)
  void outcomesOfEverySeverity(OperationOutcomes.Severity severity) {
    assertThat(
            Hapi.errors(
                OperationOutcomes.of(severity, "not-found", "not-found", "Nothing is here.")
                    .json()))
        .isEmpty();
  }

  @Test
  void outcomeWithoutIssueIsNone() {
    assertThatThrownBy(() -> OperationOutcomes.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resultsOfASearch() {
    List<Found> results = new ArrayList<>();
    results.add(
        new Found(
            BASE + "/DocumentReference/d1",
            Samples.resource(Samples.DOCUMENT).stored("d1", "1", NOW),
            Mode.MATCH));
    results.add(new Found(BASE + "/Patient/p1", Samples.resource(Samples.PATIENT), Mode.INCLUDE));
    results.add(
        Found.outcome(
            OperationOutcomes.of(
                OperationOutcomes.Severity.WARNING, "not-supported", "x", "Ignored.")));
    Resource bundle =
        Bundles.searchset(
            NOW,
            OptionalLong.of(1),
            List.of(
                new Link("self", BASE + "/DocumentReference?patient=p1"),
                new Link("next", BASE + "/DocumentReference?page=abc")),
            results);

    assertThat(Hapi.errors(bundle.json())).isEmpty();
    assertThat(bundle.content().get("total")).isEqualTo(new Json.Num("1"));
    assertThat(bundle.content().objects("entry"))
        .extracting(entry -> Objects.requireNonNull(entry.object("search")).text("mode"))
        .containsExactly("match", "include", "outcome");
  }

  @Test
  void resultsWithoutAnything() {
    Resource bundle =
        Bundles.searchset(
            NOW, OptionalLong.empty(), List.of(new Link("self", BASE + "/Consent")), List.of());

    assertThat(Hapi.errors(bundle.json())).isEmpty();
    assertThat(bundle.content().get("total")).isNull();
    assertThat(bundle.content().get("entry")).isNull();
  }

  @Test
  void versionsOfAResourceThatWasErased() {
    Resource consent = Samples.resource(Samples.CONSENT);
    String url = BASE + "/Consent/c1";
    Resource bundle =
        Bundles.history(
            NOW,
            OptionalLong.of(3),
            List.of(new Link("self", url + "/_history")),
            List.of(
                new Version(url, "Consent/c1", null, 3, NOW),
                new Version(url, "Consent/c1", consent.stored("c1", "2", NOW), 2, NOW),
                new Version(url, "Consent/c1", consent.stored("c1", "1", NOW), 1, NOW)));

    assertThat(Hapi.errors(bundle.json())).isEmpty();
    assertThat(bundle.content().objects("entry"))
        .extracting(entry -> Objects.requireNonNull(entry.object("request")).text("method"))
        .containsExactly("DELETE", "PUT", "POST");
    assertThat(bundle.content().objects("entry"))
        .extracting(entry -> Objects.requireNonNull(entry.object("response")).text("etag"))
        .containsExactly("W/\"3\"", "W/\"2\"", "W/\"1\"");
  }

  @Test
  void capabilities() {
    Resource statement = Capability.statement(BASE, "1.2.3", LocalDate.parse("2026-11-22"));

    assertThat(Hapi.errors(statement.json())).isEmpty();
    List<Json.Obj> resources = statement.content().objects("rest").getFirst().objects("resource");
    assertThat(resources)
        .extracting(one -> one.text("type"))
        .containsExactly(
            "Consent",
            "AuditEvent",
            "Patient",
            "DocumentReference",
            "Binary",
            "Provenance",
            "MedicationDispense");
    assertThat(resources.get(1).toString()).doesNotContain("create", "update]");
    assertThat(resources.get(4).objects("searchParam")).isEmpty();
  }
}
