package io.pharmatrace.fhir.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to parameters that are not known ({@code Prefer: handling=}, R4 3.1.1.2). */
public enum Handling {
  /** They are refused; the default, for an ignored condition shows more than was asked for. */
  STRICT,
  /** They are ignored, and the answer names them. */
  LENIENT;

  /** What a Prefer header asks for; strict if it says nothing of it. */
  public static Handling of(@Nullable String prefer) {
    if (prefer != null) {
      for (String preference : prefer.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
        if (preference.replace(" ", "").equals("handling=lenient")) {
          return LENIENT;
        }
      }
    }
    return STRICT;
  }
}
