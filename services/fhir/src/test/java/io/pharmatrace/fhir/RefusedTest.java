package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples with one thing changed that R4 forbids: refused with their code, and by HAPI too. */
class RefusedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          Patient ¦ "birthDate":"1984-02-29" ¦ "birthDate":"1985-02-29" ¦ value-invalid Patient.birthDate
          Patient ¦ "birthDate":"1984-02-29" ¦ "birthDate":"1984-2-29" ¦ value-invalid Patient.birthDate
          Patient ¦ "birthDate":"1984-02-29" ¦ "birthDate":["1984-02-29"] ¦ element-type Patient.birthDate
          Patient ¦ "gender":"female" ¦ "gender":"Female" ¦ code-invalid Patient.gender
          Patient ¦ "active":true ¦ "active":"true" ¦ element-type Patient.active
          Patient ¦ "deceasedBoolean":false ¦ "deceasedBoolean":false,"deceasedDateTime":"2026" ¦ choice-twice Patient.deceased
          Patient ¦ "rank":1 ¦ "rank":0 ¦ value-invalid Patient.telecom[0].rank
          Patient ¦ "rank":1 ¦ "rank":1.5 ¦ value-invalid Patient.telecom[0].rank
          Patient ¦ "system":"phone", ¦ "use":"home", ¦ member-duplicate Patient.telecom[0]
          Patient ¦ "value":"+41 44 000 00 00","use":"home" ¦ "value":"+41 44 000 00 00","system":"fon" ¦ member-duplicate Patient.telecom[0]
          Patient ¦ "end":"2030-06" ¦ "end":"2019" ¦ rule-broken Patient.identifier[0].period
          Patient ¦ "end":"2030-06" ¦ "end":"" ¦ value-empty Patient.identifier[0].period.end
          Patient ¦ "id":"p1" ¦ "id":"p_1" ¦ value-invalid Patient.id
          Patient ¦ "lastUpdated":"2026-11-22T08:00:00.123+01:00" ¦ "lastUpdated":"2026-11-22" ¦ value-invalid Patient.meta.lastUpdated
          Patient ¦ "lastUpdated":"2026-11-22T08:00:00.123+01:00" ¦ "lastUpdated":"2026-11-22T08:00:00" ¦ value-invalid Patient.meta.lastUpdated
          Patient ¦ urn:oid:2.51.1.1 ¦ urn:oid:2.051.1 ¦ value-invalid Patient.identifier[0].system
          Consent ¦ "status":"active" ¦ "status":"revoked" ¦ code-invalid Consent.status
          Consent ¦ "status":"active" ¦ "status":"active","state":"x" ¦ element-unsupported Consent
          Consent ¦ "status":"active", ¦ "language":"de", ¦ element-missing Consent.status
          Consent ¦ "type":"permit" ¦ "type":"allow" ¦ code-invalid Consent.provision.type
          Consent ¦ "type":"permit" ¦ "type":"permit","data":[{"meaning":"about","reference":{"display":"x"}}] ¦ code-invalid Consent.provision.data[0].meaning
          Consent ¦ "policy":[{"uri":"https://policies.example/privacy/2"}] ¦ "identifier":[{"value":"1"}] ¦ rule-broken Consent
          DocumentReference ¦ "contentType":"text/plain; charset=utf-8", ¦ "title":"x", ¦ member-duplicate DocumentReference.content[0].attachment
          DocumentReference ¦ "contentType":"text/plain; charset=utf-8","language":"de" ¦ "language":"de" ¦ rule-broken DocumentReference.content[0].attachment
          DocumentReference ¦ "data":"R3V0ZW4gVGFn" ¦ "data":"R3V0ZW4gVGF" ¦ value-invalid DocumentReference.content[0].attachment.data
          DocumentReference ¦ "data":"R3V0ZW4gVGFn" ¦ "data":"R3V0ZW4_VGFn" ¦ value-invalid DocumentReference.content[0].attachment.data
          DocumentReference ¦ "size":9 ¦ "size":-1 ¦ value-invalid DocumentReference.content[0].attachment.size
          DocumentReference ¦ "code":"replaces" ¦ "code":"supersedes" ¦ code-invalid DocumentReference.relatesTo[0].code
          DocumentReference ¦ "date":"2026-11-20T10:00:00Z" ¦ "date":"2026-11-20T10:00:00+15:00" ¦ value-invalid DocumentReference.date
          DocumentReference ¦ "reference":"Patient/p1","type":"Patient" ¦ "reference":"Patient/p1","type":"Group" ¦ reference-invalid DocumentReference.subject
          Binary ¦ "contentType":"application/pdf" ¦ "title":"x" ¦ element-missing Binary.contentType
          Provenance ¦ "role":"source" ¦ "role":"origin" ¦ code-invalid Provenance.entity[0].role
          Provenance ¦ "who":{"reference":"Practitioner/a"},"onBehalfOf" ¦ "onBehalfOf" ¦ element-missing Provenance.agent[0].who
          MedicationDispense ¦ "whenHandedOver":"2026-11-20T09:05:00+01:00" ¦ "whenHandedOver":"2026-11-19" ¦ rule-broken MedicationDispense
          MedicationDispense ¦ {"reference":"#m"} ¦ {"reference":"#n"} ¦ rule-broken MedicationDispense.medication
          MedicationDispense ¦ "system":"http://unitsofmeasure.org","code":"d" ¦ "code":"d" ¦ rule-broken MedicationDispense.daysSupply
          MedicationDispense ¦ "value":1.50 ¦ "value":"1.50" ¦ element-type MedicationDispense.quantity.value
          AuditEvent ¦ "name":"a consent" ¦ "name":"a consent","query":"AA==" ¦ rule-broken AuditEvent.entity[0]
          AuditEvent ¦ "requestor":true, ¦ "altId":"x", ¦ element-missing AuditEvent.agent[0].requestor
          AuditEvent ¦ "action":"R" ¦ "action":"r" ¦ code-invalid AuditEvent.action
          AuditEvent ¦ "valueString":"active" ¦ "valueCode":"active" ¦ element-missing AuditEvent.entity[0].detail[0].value
          """)
  void refusedByUsAndByTheReference(String sample, String place, String by, String problem) {
    String json = Samples.changed(Samples.all().getOrDefault(sample, ""), place, by);

    assertThat(Samples.problems(json)).contains(problem);
    assertThat(Hapi.errors(json)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          Patient ¦ "active":true ¦ "active":true,"multipleBirthInteger":2 ¦ element-unsupported Patient
          Consent ¦ "patient":{"reference":"Patient/p1"}, ¦ "language":"de", ¦ element-missing Consent.patient
          Consent ¦ "type":"permit" ¦ "type":"permit","data":[{"meaning":"dependents","reference":{"reference":"Patient/x"}}] ¦ code-invalid Consent.provision.data[0].meaning
          DocumentReference ¦ "reference":"Patient/p1","type":"Patient" ¦ "reference":"Group/1" ¦ reference-invalid DocumentReference.subject
          DocumentReference ¦ "reference":"Patient/p1","type":"Patient" ¦ "reference":"urn:uuid:6f2a1d6e-58a0-4c5e-9d40-0f0e5a6f0001" ¦ reference-invalid DocumentReference.subject
          MedicationDispense ¦ "value":1.50 ¦ "value":1.5e1 ¦ value-invalid MedicationDispense.quantity.value
          """)
  void narrowerThanR4(String sample, String place, String by, String problem) {
    String json = Samples.changed(Samples.all().getOrDefault(sample, ""), place, by);

    assertThat(Samples.problems(json)).isEqualTo(List.of(problem));
    assertThat(Hapi.errors(json)).isEmpty();
  }

  /** R4 forbids these too; HAPI overlooks them, resolves no references, or breaks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          Patient ¦ "prefix":["Dr."] ¦ "prefix":[] ¦ value-empty Patient.name[0].prefix
          Patient ¦ "prefix":["Dr."] ¦ "prefix":[null] ¦ value-empty Patient.name[0].prefix[0]
          Patient ¦ "type":"Organization", ¦ "reference":"Patient/1", ¦ reference-invalid Patient.managingOrganization
          Consent ¦ "reference":{"reference":"Organization/o2"} ¦ "reference":{"reference":"Binary/o2"} ¦ reference-invalid Consent.provision.actor[0].reference
          """)
  void refusedByUsAlone(String sample, String place, String by, String problem) {
    String json = Samples.changed(Samples.all().getOrDefault(sample, ""), place, by);

    assertThat(Samples.problems(json)).containsExactly(problem);
  }
}
