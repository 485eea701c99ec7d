package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Coding;

/** Codes of audit events (DICOM, HL7, IHE BALP). */
final class AuditCodes {
  static final String BALP = "https://profiles.ihe.net/ITI/BALP/";
  static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";

  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";
  private static final String PARTICIPATION = HL7 + "v3-ParticipationType";

  static final Coding REST = Coding.of(HL7 + "audit-event-type", "rest", "RESTful Operation");
  static final Coding SECURITY_ALERT = Coding.of(DICOM, "110113", "Security Alert");
  static final Coding BY_CONSENT = Coding.of(BALP + "CodeSystem/AuthZsubType", "AuthZ-Consent");

  static final Coding APPLICATION = Coding.of(DICOM, "110150", "Application");
  static final Coding DESTINATION = Coding.of(DICOM, "110152", "Destination Role ID");
  static final Coding SOURCE = Coding.of(DICOM, "110153", "Source Role ID");
  static final Coding CUSTODIAN =
      Coding.of(HL7 + "provenance-participant-type", "custodian", "Custodian");
  static final Coding RECIPIENT = Coding.of(PARTICIPATION, "IRCP", "information recipient");
  static final Coding AUTHOR = Coding.of(PARTICIPATION, "AUT");
  static final Coding PROVIDER = Coding.of(HL7 + "v3-RoleClass", "PROV", "healthcare provider");
  static final Coding AUTHORIZER =
      Coding.of(HL7 + "extra-security-role-type", "authserver", "authorization server");

  static final Coding PERSON = Coding.of(HL7 + "audit-entity-type", "1", "Person");
  static final Coding SYSTEM_OBJECT = Coding.of(HL7 + "audit-entity-type", "2", "System Object");
  static final Coding CONSENT =
      Coding.of("http://hl7.org/fhir/resource-types", "Consent", "Consent");
  static final Coding REQUEST_ID =
      Coding.of(BALP + "CodeSystem/BasicAuditEntityType", "XrequestId");
  static final Coding TOKEN = Coding.of(BALP + "CodeSystem/UserAgentTypes", "UserOauthAgent");

  static final Coding PATIENT_ROLE = Coding.of(HL7 + "object-role", "1", "Patient");
  static final Coding RESOURCE_ROLE = Coding.of(HL7 + "object-role", "4", "Domain Resource");
  static final Coding QUERY_ROLE = Coding.of(HL7 + "object-role", "24", "Query");

  static final Coding APPLICATION_SERVER =
      Coding.of(HL7 + "security-source-type", "4", "Application Server");
  static final Coding SECURITY_SERVER =
      Coding.of(HL7 + "security-source-type", "6", "Security Server");

  private AuditCodes() {}
}
