package io.pharmatrace.records.domain.consent;

import java.util.Set;

/** How the security labels that a provision states fit those of an item. */
enum LabelMatch {
  /** The provision states none. */
  NOT_STATED,
  /** Every label of the item is stated. */
  ALL,
  /** Some are, some are not. */
  SOME,
  /** None is. */
  NO,
  /** The item has none, so nobody knows how sensitive it is. */
  UNLABELLED;

  static LabelMatch of(Set<Code> stated, Set<Code> item) {
    if (stated.isEmpty()) {
      return NOT_STATED;
    }
    if (item.isEmpty()) {
      return UNLABELLED;
    }
    if (stated.containsAll(item)) {
      return ALL;
    }
    return item.stream().anyMatch(stated::contains) ? SOME : NO;
  }
}
