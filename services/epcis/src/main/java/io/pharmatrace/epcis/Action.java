package io.pharmatrace.epcis;

/** How an event relates to the life cycle of what it names (EPCIS 2.0 section 7.3.3.2). */
public enum Action {
  /** The things came into being, or were added to the parent. */
  ADD,
  /** The things were seen; nothing was added or removed. */
  OBSERVE,
  /** The things ceased to be, or were removed from the parent. */
  DELETE
}
