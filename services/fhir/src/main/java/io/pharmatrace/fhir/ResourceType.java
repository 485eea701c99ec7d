package io.pharmatrace.fhir;

import org.jspecify.annotations.Nullable;

/** The types of resources that are read here. */
public enum ResourceType {
  CONSENT("Consent"),
  AUDIT_EVENT("AuditEvent"),
  PATIENT("Patient"),
  DOCUMENT_REFERENCE("DocumentReference"),
  BINARY("Binary"),
  PROVENANCE("Provenance"),
  MEDICATION_DISPENSE("MedicationDispense"),
  /** Only contained in a MedicationDispense. */
  MEDICATION("Medication");

  private final String fhirName;

  ResourceType(String fhirName) {
    this.fhirName = fhirName;
  }

  /** As {@code resourceType} says it. */
  public String fhirName() {
    return fhirName;
  }

  /** True if it can stand for itself, with an address of its own. */
  public boolean standsAlone() {
    return this != MEDICATION;
  }

  /** The type of a name, or null if it is none of these. */
  public static @Nullable ResourceType of(String fhirName) {
    for (ResourceType type : values()) {
      if (type.fhirName.equals(fhirName)) {
        return type;
      }
    }
    return null;
  }
}
