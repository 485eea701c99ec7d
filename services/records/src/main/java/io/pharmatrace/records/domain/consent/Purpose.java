package io.pharmatrace.records.domain.consent;

/**
 * What somebody asks for data for: those purposes of use of HL7's ActReason that the product knows.
 * A consent may name others; nobody can ask with them.
 */
public enum Purpose {
  /** Treatment. */
  TREAT,
  /** Payment for health care. */
  HPAYMT,
  /** Operations of a health care provider. */
  HOPERAT,
  /** Break the glass: an emergency that overrides what a person said, and is reviewed. */
  BTG,
  /** Emergency treatment, within what a person said. */
  ETREAT,
  /** Health research. */
  HRESCH,
  /** Clinical trial. */
  CLINTRCH,
  /** Asked for by the patient. */
  PATRQT,
  /** Asked for by who acts for the patient, as family does. */
  FAMRQT,
  /** Public health. */
  PUBHLTH,
  /** Safety of patients. */
  PATSFTY,
  /** Coverage by an insurance or programme. */
  COVERAGE,
  /** Looking into fraud. */
  FRAUD,
  /** Checking that rules are followed. */
  HCOMPL;

  /** The code system of all of them. */
  public static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  /** As consents name it. */
  public Code code() {
    return new Code(SYSTEM, name());
  }
}
