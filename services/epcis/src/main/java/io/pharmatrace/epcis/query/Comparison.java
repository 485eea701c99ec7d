package io.pharmatrace.epcis.query;

import java.math.BigDecimal;

/** How a value of an event is held against the value of a parameter. */
enum Comparison {
  EQ,
  GT,
  GE,
  LT,
  LE;

  /** Whether {@code compared}, the sign of event value minus wanted value, is as wanted. */
  boolean holds(int compared) {
    return switch (this) {
      case EQ -> compared == 0;
      case GT -> compared > 0;
      case GE -> compared >= 0;
      case LT -> compared < 0;
      case LE -> compared <= 0;
    };
  }

  boolean holds(BigDecimal value, BigDecimal wanted) {
    return holds(value.compareTo(wanted));
  }
}
