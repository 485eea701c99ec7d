package io.pharmatrace.epcis;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sensor report, or the metadata of a sensor element (EPCIS 2.0 section 7.3.7).
 *
 * @param values what was given: a term in its bare form or as URI, a time as ISO 8601 with offset,
 *     a number in plain decimal notation, {@code true} or {@code false}, else the text
 * @param extensions fields of other namespaces
 */
public record SensorData(Map<SensorField, String> values, List<Extension> extensions) {
  public SensorData {
    EnumMap<SensorField, String> copy = new EnumMap<>(SensorField.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
    extensions = List.copyOf(extensions);
  }

  /** The value of a field, if given. */
  public Optional<String> get(SensorField field) {
    return Optional.ofNullable(values.get(field));
  }

  /** True if nothing was given. */
  public boolean isEmpty() {
    return values.isEmpty() && extensions.isEmpty();
  }
}
