package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.FhirTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition of a search; a resource fits if it fits any of the values. */
public sealed interface Criterion {
  /** The name of its parameter. */
  String parameter();

  /** Codes, identifiers, logical ids. */
  record Tokens(String parameter, List<Token> anyOf) implements Criterion {
    public Tokens {
      anyOf = List.copyOf(anyOf);
    }
  }

  /** References. */
  record References(String parameter, List<Target> anyOf) implements Criterion {
    public References {
      anyOf = List.copyOf(anyOf);
    }
  }

  /** Times. */
  record Dates(String parameter, List<DateBound> anyOf) implements Criterion {
    public Dates {
      anyOf = List.copyOf(anyOf);
    }
  }

  /** Whole texts, compared exactly. */
  record Texts(String parameter, List<String> anyOf) implements Criterion {
    public Texts {
      anyOf = List.copyOf(anyOf);
    }
  }

  /**
   * A token.
   *
   * @param system null if any will do, empty if there must be none
   * @param code null if any will do
   */
  record Token(@Nullable String system, @Nullable String code) {}

  /**
   * What a reference leads to.
   *
   * @param type of the resource; null for an address elsewhere
   * @param id logical id, or the whole address
   */
  record Target(@Nullable String type, String id) {}

  /** How a time is compared (R4, 3.1.1.4.7). */
  enum Prefix {
    EQ,
    NE,
    LT,
    GT,
    LE,
    GE,
    SA,
    EB
  }

  /** A time and how it is compared. */
  record DateBound(Prefix prefix, FhirTime time) {

    /** True if a value that lasts from its first to its last instant fits. */
    public boolean matches(FhirTime value) {
      boolean within = !value.first().isBefore(time.first()) && !value.last().isAfter(time.last());
      return switch (prefix) {
        case EQ -> within;
        case NE -> !within;
        case LT -> value.first().isBefore(time.first());
        case GT -> value.last().isAfter(time.last());
        case LE -> within || value.first().isBefore(time.first());
        case GE -> within || value.last().isAfter(time.last());
        case SA -> value.first().isAfter(time.last());
        case EB -> value.last().isBefore(time.first());
      };
    }
  }
}
