package io.pharmatrace.fhir.write;

import static io.pharmatrace.fhir.write.Audits.CLIENT;
import static io.pharmatrace.fhir.write.Audits.DICOM;
import static io.pharmatrace.fhir.write.Audits.HL7;
import static io.pharmatrace.fhir.write.Audits.PROFILES;
import static io.pharmatrace.fhir.write.Audits.agents;
import static io.pharmatrace.fhir.write.Audits.checkMachine;
import static io.pharmatrace.fhir.write.Audits.checkUser;
import static io.pharmatrace.fhir.write.Audits.code;
import static io.pharmatrace.fhir.write.Audits.decision;
import static io.pharmatrace.fhir.write.Audits.entities;
import static io.pharmatrace.fhir.write.Audits.profiles;
import static io.pharmatrace.fhir.write.Audits.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of IHE BALP 1.1 for decisions by consent, held against what we write. */
class BalpDecisionTest {

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 8"})
  void decisionsAreSecurityAlerts(boolean permitted, String outcome) {
    Json.Obj event = written(decision(permitted, List.of("c1", "c2")));

    assertThat(profiles(event)).containsExactly(PROFILES + "AuthZconsent");
    assertThat(code(event.object("type"))).isEqualTo(DICOM + "110113");
    assertThat(code(event.objects("subtype").getFirst()))
        .isEqualTo("https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType|AuthZ-Consent");
    assertThat(event.text("action")).isEqualTo("E");
    assertThat(event.text("outcome")).isEqualTo(outcome);
    checkMachine(agents(event, DICOM + "110150"), CLIENT, "2");
    checkUser(agents(event, HL7 + "v3-ParticipationType|IRCP"));
    Json.Obj organisation = agents(event, HL7 + "v3-RoleClass|PROV").getFirst();
    assertThat(organisation.members().keySet()).containsExactly("type", "who", "requestor");
    Json.Obj authorizer = agents(event, HL7 + "extra-security-role-type|authserver").getFirst();
    assertThat(authorizer.members().keySet()).containsExactly("type", "who", "requestor");
    assertThat(authorizer.object("who")) // BALP, val-audit-source
        .isEqualTo(Objects.requireNonNull(event.object("source")).object("observer"));
    assertThat(entities(event, "http://hl7.org/fhir/resource-types|Consent")).hasSize(2);
    assertThat(entities(event, HL7 + "audit-entity-type|1")).hasSize(1);
    assertThat(
            entities(
                    event,
                    "https://profiles.ihe.net/ITI/BALP/CodeSystem/UserAgentTypes|UserOauthAgent")
                .getFirst()
                .toString())
        .contains("urn:ietf:params:oauth:jti:token-9");
    assertThat(event.objects("entity")).hasSize(4); // its slices are closed
  }

  @Test
  void denialWithoutAnyConsentClaimsNoProfile() {
    Json.Obj event = written(decision(false, List.of()));

    assertThat(profiles(event)).isEmpty();
    assertThat(event.text("outcome")).isEqualTo("8");
    assertThat(event.text("outcomeDesc")).isEqualTo("no-consent");
  }
}
