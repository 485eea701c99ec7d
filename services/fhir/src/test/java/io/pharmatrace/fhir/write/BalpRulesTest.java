package io.pharmatrace.fhir.write;

import static io.pharmatrace.fhir.write.Audits.CLIENT;
import static io.pharmatrace.fhir.write.Audits.DICOM;
import static io.pharmatrace.fhir.write.Audits.HL7;
import static io.pharmatrace.fhir.write.Audits.NOW;
import static io.pharmatrace.fhir.write.Audits.PROFILES;
import static io.pharmatrace.fhir.write.Audits.SERVER;
import static io.pharmatrace.fhir.write.Audits.USER;
import static io.pharmatrace.fhir.write.Audits.access;
import static io.pharmatrace.fhir.write.Audits.agents;
import static io.pharmatrace.fhir.write.Audits.checkMachine;
import static io.pharmatrace.fhir.write.Audits.checkUser;
import static io.pharmatrace.fhir.write.Audits.code;
import static io.pharmatrace.fhir.write.Audits.entities;
import static io.pharmatrace.fhir.write.Audits.profiles;
import static io.pharmatrace.fhir.write.Audits.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.fhir.Identifier;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Reference;
import io.pharmatrace.fhir.write.Audited.Action;
import io.pharmatrace.fhir.write.Audited.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of IHE BALP 1.1 that no validator of R4 knows, held against what we write. */
class BalpRulesTest {
  @ParameterizedTest
  @CsvSource({
    "READ, R, read, Read, 110152, 110153, IRCP",
    "VREAD, R, vread, Read, 110152, 110153, IRCP",
    "CREATE, C, create, Create, 110153, 110152, AUT",
    "UPDATE, U, update, Update, 110153, 110152, AUT",
    "SEARCH, E, search-type, Query, 110153, 110152, IRCP"
  })
  void whoSendsAndWhoReceivesDependsOnTheAction(
      Action action,
      String code,
      String interaction,
      String profile,
      String client,
      String server,
      String user) {
    Json.Obj event = written(access(action, Outcome.SUCCESS, USER, "p1"));

    assertThat(profiles(event)).containsExactly(PROFILES + "Patient" + profile);
    assertThat(code(event.object("type"))).isEqualTo(HL7 + "audit-event-type|rest");
    assertThat(code(event.objects("subtype").getFirst()))
        .isEqualTo("http://hl7.org/fhir/restful-interaction|" + interaction);
    assertThat(event.text("action")).isEqualTo(code);
    assertThat(event.text("outcome")).isEqualTo("0");
    checkMachine(agents(event, DICOM + client), CLIENT, "2");
    checkMachine(agents(event, DICOM + server), SERVER, "1");
    checkUser(agents(event, HL7 + "v3-ParticipationType|" + user));
  }

  @Test
  void deleteNamesApplicationAndCustodian() {
    Json.Obj event = written(access(Action.DELETE, Outcome.SUCCESS, USER, "p1"));

    assertThat(profiles(event)).containsExactly(PROFILES + "PatientDelete");
    assertThat(event.text("action")).isEqualTo("D");
    checkMachine(agents(event, DICOM + "110150"), CLIENT, "2");
    checkMachine(agents(event, HL7 + "provenance-participant-type|custodian"), SERVER, "1");
    checkUser(agents(event, HL7 + "v3-ParticipationType|AUT"));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void entitiesSayWhatAndWhose(Action action) {
    Json.Obj event = written(access(action, Outcome.SUCCESS, USER, "p1"));

    Json.Obj patient = entities(event, HL7 + "audit-entity-type|1").getFirst();
    assertThat(code(patient.object("role"))).isEqualTo(HL7 + "object-role|1");
    assertThat(patient.object("what")).isEqualTo(Reference.to("Patient", "p1").json());
    Json.Obj request =
        entities(
                event,
                "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType|XrequestId")
            .getFirst();
    assertThat(
            Identifier.of(
                Objects.requireNonNull(
                    Objects.requireNonNull(request.object("what")).object("identifier"))))
        .isEqualTo(new Identifier(null, "request-1"));
    assertThat(entities(event, HL7 + "audit-entity-type|2")).hasSize(1);
  }

  @Test
  void queryIsKeptAsItCame() {
    Json.Obj event = written(access(Action.SEARCH, Outcome.SUCCESS, USER, "p1"));
    Json.Obj query = entities(event, HL7 + "audit-entity-type|2").getFirst();

    assertThat(code(query.object("role"))).isEqualTo(HL7 + "object-role|24");
    assertThat(query.get("what")).isNull();
    assertThat(query.get("lifecycle")).isNull();
    assertThat(query.get("detail")).isNull();
    assertThat(
            new String(
                Base64.getDecoder().decode(Objects.requireNonNull(query.text("query"))),
                StandardCharsets.UTF_8))
        .isEqualTo("DocumentReference?patient=Patient/p1&x=<script>");
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"READ", "CREATE", "UPDATE", "DELETE"})
  void dataIsNamedWithItsVersion(Action action) {
    Json.Obj event = written(access(action, Outcome.SUCCESS, USER, "p1"));
    Json.Obj data = entities(event, HL7 + "audit-entity-type|2").getFirst();

    assertThat(code(data.object("role"))).isEqualTo(HL7 + "object-role|4");
    assertThat(data.object("what"))
        .isEqualTo(Reference.to("DocumentReference", "d1/_history/2").json());
    assertThat(data.objects("securityLabel")).hasSize(1);
    assertThat(data.objects("detail")).hasSize(action == Action.UPDATE ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void withoutPatientThePlainProfileIsMeant(Action action) {
    Json.Obj event = written(access(action, Outcome.SUCCESS, USER, null));

    assertThat(profiles(event)).hasSize(1).noneMatch(one -> one.contains("Patient"));
    assertThat(entities(event, HL7 + "audit-entity-type|1")).isEmpty();
  }

  @Test
  void deviceByItselfIsTheRequestor() {
    Json.Obj event = written(access(Action.READ, Outcome.SUCCESS, null, "p1"));

    assertThat(event.objects("agent")).hasSize(2);
    assertThat(agents(event, DICOM + "110152").getFirst().get("requestor"))
        .isEqualTo(new Json.Bool(true));
  }

  @ParameterizedTest
  @EnumSource(value = Outcome.class, names = "SUCCESS", mode = EnumSource.Mode.EXCLUDE)
  void failuresClaimNoProfileOfSuccess(Outcome outcome) {
    Json.Obj event = written(access(Action.READ, outcome, USER, "p1"));

    assertThat(profiles(event)).isEmpty();
    assertThat(event.text("outcomeDesc")).isEqualTo("not there");
  }

  @Test
  void whatIsNoAccessIsRefused() {
    assertThatThrownBy(
            () ->
                new Audited.Access(
                    Action.READ,
                    NOW,
                    Outcome.SUCCESS,
                    null,
                    CLIENT,
                    SERVER,
                    USER,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    "q",
                    null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
