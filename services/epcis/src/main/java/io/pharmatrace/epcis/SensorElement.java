package io.pharmatrace.epcis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sensor or group of sensors observed (EPCIS 2.0 section 7.3.7).
 *
 * @param metadata what holds for all its reports
 * @param reports at least one in a valid event
 * @param extensions fields of other namespaces
 */
public record SensorElement(
    @Nullable SensorData metadata, List<SensorData> reports, List<Extension> extensions) {
  public SensorElement {
    reports = List.copyOf(reports);
    extensions = List.copyOf(extensions);
  }
}
