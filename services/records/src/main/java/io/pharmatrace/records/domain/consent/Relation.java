package io.pharmatrace.records.domain.consent;

/** What the caller is to the person whose data it is. */
public enum Relation {
  /** That person. */
  SELF,
  /** Who may act for that person at this instant: a parent, a guardian, who was given the power. */
  PROXY,
  NONE
}
