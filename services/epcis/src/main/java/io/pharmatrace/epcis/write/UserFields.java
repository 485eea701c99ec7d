package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** The fields of users, wherever an event has them. */
public final class UserFields {

  private UserFields() {}

  /** Those that stand directly in a part of the event, in the order in which they are written. */
  static List<Extension> of(EpcisEvent event) {
    List<Extension> all = beside(event);
    for (SensorElement element : event.common().sensorElements()) {
      SensorData metadata = element.metadata();
      if (metadata != null) {
        all.addAll(metadata.extensions());
      }
      element.reports().forEach(report -> all.addAll(report.extensions()));
    }
    return all;
  }

  /** The same without reports and metadata of sensors, which have single texts as attributes. */
  private static List<Extension> beside(EpcisEvent event) {
    CommonFields common = event.common();
    List<Extension> all = new ArrayList<>(event.ilmd().fields());
    all.addAll(common.extensions());
    place(common.readPoint(), all);
    place(common.bizLocation(), all);
    ErrorDeclaration error = common.errorDeclaration();
    all.addAll(error == null ? List.of() : error.extensions());
    common.sensorElements().forEach(element -> all.addAll(element.extensions()));
    return all;
  }

  private static void place(@Nullable Place place, List<Extension> to) {
    if (place != null) {
      to.addAll(place.extensions());
    }
  }

  /**
   * What JSON-LD does not give back: XML attributes, which become members and then elements.
   *
   * @return their names behind the names around them ({@code own:box/@own:unit}); mostly none
   */
  public static List<String> attributes(EpcisEvent event) {
    List<String> found = new ArrayList<>();
    attributes(beside(event), "", found);
    return found;
  }

  private static void attributes(List<Extension> fields, String path, List<String> found) {
    for (Extension field : fields) {
      String name = name(field);
      if (field.kind() == Extension.Kind.ATTRIBUTE) {
        found.add(path + "@" + name);
      } else if (!JsonExtensions.isLiteral(field)) {
        attributes(field.children(), path + name + "/", found);
      }
    }
  }

  private static String name(Extension field) {
    String prefix = field.name().getPrefix();
    return prefix.equals(XMLConstants.DEFAULT_NS_PREFIX)
        ? field.name().getLocalPart()
        : prefix + ":" + field.name().getLocalPart();
  }
}
