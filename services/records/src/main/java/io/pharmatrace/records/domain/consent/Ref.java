package io.pharmatrace.records.domain.consent;

import java.util.regex.Pattern;

/**
 * A resource of ours: FHIR R4 relative reference, {@code Type/id}. Two are the same when their
 * texts are. Whatever names the same thing in another way (absolute URL, identifier, version) has
 * been turned into this before.
 */
public record Ref(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Z][A-Za-z]{1,63}/[A-Za-z0-9.-]{1,64}");

  public Ref {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a reference has the form Type/id");
    }
  }

  /** Type of the resource. */
  public String type() {
    return value.substring(0, value.indexOf('/'));
  }
}
