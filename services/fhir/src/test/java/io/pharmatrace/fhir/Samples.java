package io.pharmatrace.fhir;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources as clients send them; invented, none of them is a published example. */
public final class Samples {
  public static final String PATIENT =
      """
      {"resourceType":"Patient","id":"p1","language":"de-CH",
       "meta":{"versionId":"3","lastUpdated":"2026-11-22T08:00:00.123+01:00",
         "security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]},
       "identifier":[{"use":"official","system":"urn:oid:2.51.1.1","value":"756.1234.5678.97",
         "period":{"start":"2020","end":"2030-06"},
         "assigner":{"display":"Register of residents"}}],
       "active":true,
       "name":[{"use":"official","family":"Muster","given":["Anna","Maria"],"prefix":["Dr."]}],
       "telecom":[{"system":"phone","value":"+41 44 000 00 00","use":"home","rank":1}],
       "gender":"female","birthDate":"1984-02-29","deceasedBoolean":false,
       "address":[{"use":"home","type":"both","line":["Weg 1"],"city":"Zürich","postalCode":"8000",
         "country":"CH"}],
       "communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"de-CH"}]},
         "preferred":true}],
       "managingOrganization":{"type":"Organization",
         "identifier":{"system":"https://www.gs1.org/gln","value":"9506000134352"}}}""";

  public static final String CONSENT =
      """
      {"resourceType":"Consent","status":"active",
       "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
         "code":"patient-privacy"}]},
       "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
       "patient":{"reference":"Patient/p1"},"dateTime":"2026-11-20",
       "performer":[{"reference":"Patient/p1"}],
       "organization":[{"reference":"Organization/o1"}],
       "sourceReference":{"reference":"DocumentReference/d1"},
       "policy":[{"uri":"https://policies.example/privacy/2"}],
       "provision":{"type":"permit","period":{"start":"2026-11","end":"2027"},
         "actor":[{"role":{"coding":[{
             "system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
           "reference":{"reference":"Organization/o2"}}],
         "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}}""";

  public static final String DOCUMENT =
      """
      {"resourceType":"DocumentReference","id":"d1","status":"current","docStatus":"final",
       "masterIdentifier":{"system":"urn:ietf:rfc:3986",
         "value":"urn:uuid:6f2a1d6e-58a0-4c5e-9d40-0f0e5a6f0001"},
       "type":{"coding":[{"system":"http://loinc.org","code":"64292-6"}],"text":"Consent form"},
       "subject":{"reference":"Patient/p1","type":"Patient"},
       "date":"2026-11-20T10:00:00Z","author":[{"reference":"Practitioner/a"}],
       "custodian":{"reference":"https://other.example/fhir/Organization/o1/_history/2"},
       "relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/d0"}}],
       "securityLabel":[{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}],
       "content":[{"attachment":{"contentType":"text/plain; charset=utf-8","language":"de",
         "data":"R3V0ZW4gVGFn","size":9,"title":"Grüezi","creation":"2026-11-20"}}],
       "context":{"period":{"start":"2026-11-20"},"related":[{"reference":"Consent/c1"}]}}""";

  public static final String BINARY =
      """
      {"resourceType":"Binary","id":"b1","contentType":"application/pdf",
       "securityContext":{"reference":"DocumentReference/d1"},"data":"JVBERi0="}""";

  public static final String PROVENANCE =
      """
      {"resourceType":"Provenance","target":[{"reference":"DocumentReference/d1/_history/1"}],
       "occurredPeriod":{"start":"2026-11-20T09:00:00Z","end":"2026-11-20T10:00:00Z"},
       "recorded":"2026-11-20T10:00:01Z","policy":["https://policies.example/privacy/2"],
       "activity":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/v3-DataOperation","code":"CREATE"}]},
       "agent":[{"type":{"coding":[{
           "system":"http://terminology.hl7.org/CodeSystem/provenance-participant-type",
           "code":"author"}]},
         "who":{"reference":"Practitioner/a"},"onBehalfOf":{"reference":"Organization/o1"}}],
       "entity":[{"role":"source","what":{"reference":"Binary/b1"}}],
       "signature":[{"type":[{"system":"urn:iso-astm:E1762-95:2013","code":"1.2.840.10065.1.12.1.1"}],
         "when":"2026-11-20T10:00:01Z","who":{"reference":"Practitioner/a"},
         "targetFormat":"application/fhir+json","sigFormat":"application/jose","data":"c2ln"}]}""";

  public static final String DISPENSE =
      """
      {"resourceType":"MedicationDispense","contained":[{"resourceType":"Medication","id":"m",
         "identifier":[{"system":"urn:ietf:rfc:3986","value":"https://id.gs1.org/01/09506000134352/21/1"}],
         "code":{"coding":[{"system":"https://www.gs1.org/gtin","code":"09506000134352"}]},
         "batch":{"lotNumber":"L1","expirationDate":"2027-03"}}],
       "identifier":[{"system":"https://pharmacy.example/acts","value":"17"}],
       "status":"completed","medicationReference":{"reference":"#m"},
       "subject":{"reference":"Patient/p1"},
       "performer":[{"actor":{"reference":"Practitioner/a"}}],
       "quantity":{"value":1.50,"unit":"pack"},
       "daysSupply":{"value":30,"system":"http://unitsofmeasure.org","code":"d"},
       "whenPrepared":"2026-11-20T09:00:00+01:00","whenHandedOver":"2026-11-20T09:05:00+01:00",
       "note":[{"authorString":"Apotheke","time":"2026-11-20","text":"Nicht mit *Milch*"}]}""";

  public static final String AUDIT =
      """
      {"resourceType":"AuditEvent",
       "type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},
       "subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],
       "action":"R","period":{"start":"2026-11-20T10:00:00Z"},"recorded":"2026-11-20T10:00:00.5Z",
       "outcome":"4","outcomeDesc":"not there",
       "agent":[{"who":{"reference":"Practitioner/a"},"requestor":true,
         "network":{"address":"192.0.2.7","type":"2"},"policy":["https://policies.example/p"]}],
       "source":{"site":"pharmacy","observer":{"reference":"Device/s"}},
       "entity":[{"what":{"reference":"Consent/c1"},"name":"a consent",
         "detail":[{"type":"old","valueString":"active"},{"type":"raw","valueBase64Binary":"AA=="}]}]}""";

  /** All of these, by name. */
  public static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Patient", PATIENT);
    all.put("Consent", CONSENT);
    all.put("DocumentReference", DOCUMENT);
    all.put("Binary", BINARY);
    all.put("Provenance", PROVENANCE);
    all.put("MedicationDispense", DISPENSE);
    all.put("AuditEvent", AUDIT);
    return all;
  }

  private Samples() {}

  /** What the reader says of a text. */
  public static ReadResult read(String json) {
    return new FhirReader().read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The resource of a text that the reader takes. */
  public static Resource resource(String json) {
    return switch (read(json)) {
      case ReadResult.Valid(Resource resource) -> resource;
      case ReadResult.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
    };
  }

  /** Codes and places of what is wrong with a text; none if nothing is. */
  public static List<String> problems(String json) {
    return switch (read(json)) {
      case ReadResult.Valid ignored -> List.of();
      case ReadResult.Invalid(List<Problem> problems) ->
          problems.stream().map(one -> one.code().code() + " " + one.expression()).toList();
    };
  }

  /** A text with one place of it replaced, which must be there once. */
  public static String changed(String json, String place, String by) {
    int at = json.indexOf(place);
    if (at < 0 || json.indexOf(place, at + 1) >= 0) {
      throw new AssertionError("not there once: " + place);
    }
    return json.replace(place, by);
  }
}
