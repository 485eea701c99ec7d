package io.pharmatrace.fhir.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.CodeableConcept;
import io.pharmatrace.fhir.Coding;
import io.pharmatrace.fhir.Hapi;
import io.pharmatrace.fhir.Identifier;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Reference;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.fhir.Samples;
import io.pharmatrace.fhir.write.Audited.Action;
import io.pharmatrace.fhir.write.Audited.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Audit events to write, and what the tests look for in them. */
final class Audits {
  static final String PROFILES =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
  static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM|";
  static final String HL7 = "http://terminology.hl7.org/CodeSystem/";
  static final Instant NOW = Instant.parse("2026-11-22T08:00:00.5Z");
  static final Coding TREAT =
      Coding.of("http://terminology.hl7.org/CodeSystem/v3-ActReason", "TREAT");

  static final Audited.Machine CLIENT =
      new Audited.Machine(
          Reference.by("Device", new Identifier("urn:clients", "till-3"), null), "192.0.2.7");
  static final Audited.Machine SERVER =
      new Audited.Machine(
          Reference.by("Device", new Identifier(Identifier.URI, "https://a.example"), null),
          "a.example");
  static final Audited.User USER =
      new Audited.User(
          Reference.by("Practitioner", new Identifier("urn:users", "anna"), null),
          "Anna",
          List.of(Coding.of("urn:roles", "pharmacist")),
          TREAT);

  static Audited.Access access(
      Action action, Outcome outcome, Audited.@Nullable User user, @Nullable String patient) {
    boolean search = action == Action.SEARCH;
    return new Audited.Access(
        action,
        NOW,
        outcome,
        outcome == Outcome.SUCCESS ? null : "not there",
        CLIENT,
        SERVER,
        user,
        "request-1",
        search ? null : Reference.to("DocumentReference", "d1/_history/2"),
        List.of(Coding.of(HL7 + "v3-Confidentiality", "R")),
        action == Action.UPDATE ? List.of(new Audited.Detail("reason", "a mistake")) : List.of(),
        search ? "DocumentReference?patient=Patient/p1&x=<script>" : null,
        patient);
  }

  static Audited.Decision decision(boolean permitted, List<String> consents) {
    return new Audited.Decision(
        NOW,
        permitted,
        List.of(permitted ? "consent-permits" : "no-consent"),
        CLIENT,
        USER,
        Reference.by("Organization", new Identifier(Identifier.GLN, "9506000134352"), null),
        SERVER.who(),
        "p1",
        consents,
        "token-9");
  }

  /**
   * Written, taken by our reader, without an error of the reference validator; that has no profiles
   * of IHE and would only say so.
   */
  static Json.Obj written(Audited audited) {
    Resource event = AuditEvents.of(audited);
    assertThat(Samples.problems(event.json())).isEmpty();
    Map<String, Json> members = new LinkedHashMap<>(event.content().members());
    members.remove("meta");
    assertThat(Hapi.errors(Resource.of(new Json.Obj(members)).json())).isEmpty();
    return event.content();
  }

  static List<String> profiles(Json.Obj event) {
    Json.Obj meta = event.object("meta");
    return meta == null ? List.of() : meta.texts("profile");
  }

  static String code(Json.@Nullable Obj object) {
    Coding coding = Coding.of(Objects.requireNonNull(object));
    return coding.system() + "|" + coding.code();
  }

  static List<Json.Obj> agents(Json.Obj event, String type) {
    List<Json.Obj> found = new ArrayList<>();
    for (Json.Obj agent : event.objects("agent")) {
      CodeableConcept concept = CodeableConcept.of(Objects.requireNonNull(agent.object("type")));
      if (code(concept.codings().getFirst().json()).equals(type)) {
        found.add(agent);
      }
    }
    return found;
  }

  static List<Json.Obj> entities(Json.Obj event, String type) {
    return event.objects("entity").stream()
        .filter(entity -> code(entity.object("type")).equals(type))
        .toList();
  }

  static void checkMachine(List<Json.Obj> agents, Audited.Machine machine, String type) {
    assertThat(agents).hasSize(1);
    Json.Obj agent = agents.getFirst();
    assertThat(agent.object("who")).isEqualTo(machine.who().json());
    assertThat(agent.get("requestor")).isEqualTo(new Json.Bool(false));
    assertThat(agent.get("media")).isNull();
    assertThat(agent.object("network"))
        .isEqualTo(Json.object().text("address", machine.address()).text("type", type).build());
  }

  static void checkUser(List<Json.Obj> agents) {
    assertThat(agents).hasSize(1);
    Json.Obj agent = agents.getFirst();
    assertThat(agent.object("who")).isEqualTo(USER.who().json());
    assertThat(agent.get("requestor")).isEqualTo(new Json.Bool(true));
    assertThat(agent.get("network")).isNull();
    assertThat(agent.get("media")).isNull();
    assertThat(agent.objects("purposeOfUse")).containsExactly(TREAT.concept());
  }

  private Audits() {}
}
