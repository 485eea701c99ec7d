package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import io.pharmatrace.epcis.SensorField;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sensor elements with their metadata and reports (EPCIS 2.0 section 7.3.7). */
final class SensorAssembler {

  private static final Set<SensorField> METADATA = EnumSet.noneOf(SensorField.class);
  private static final Set<SensorField> REPORT = EnumSet.noneOf(SensorField.class);

  static {
    for (SensorField field : SensorField.values()) {
      if (field.inMetadata()) {
        METADATA.add(field);
      }
      if (field.inReport()) {
        REPORT.add(field);
      }
    }
  }

  private final Problems problems;
  private final Values values;

  SensorAssembler(Problems problems, Values values) {
    this.problems = problems;
    this.values = values;
  }

  List<SensorElement> elements(Fields event) {
    List<SensorElement> result = new ArrayList<>();
    for (Fields part : event.objects("sensorElementList", "sensorElement")) {
      if (!problems.isObject(part, Set.of("sensorMetadata", "sensorReport"))) {
        continue;
      }
      Fields metadata = part.object("sensorMetadata");
      List<SensorData> reports = new ArrayList<>();
      for (Fields report : part.repeatedObjects("sensorReport")) {
        reports.add(report(report));
      }
      if (reports.isEmpty()) {
        problems.add(
            ProblemCode.FIELD_MISSING,
            part.path("sensorReport"),
            "A sensor element has at least one report.");
      }
      SensorData about = metadata == null ? null : data(metadata, METADATA);
      result.add(new SensorElement(about, reports, part.extensions()));
    }
    return result;
  }

  private SensorData report(Fields part) {
    SensorData data = data(part, REPORT);
    if (part.isObject() && part.scalar("type") == null && part.scalar("exception") == null) {
      problems.add(
          ProblemCode.FIELD_MISSING,
          part.path("type"),
          "A sensor report says what was measured (type), or what went wrong (exception).");
    }
    return data;
  }

  private SensorData data(Fields part, Set<SensorField> allowed) {
    Set<String> names = new HashSet<>();
    Map<SensorField, String> found = new EnumMap<>(SensorField.class);
    for (SensorField field : allowed) {
      names.add(field.fieldName());
      Scalar scalar = part.scalar(field.fieldName());
      String value = scalar == null ? null : value(field, part, scalar);
      if (value != null) {
        found.put(field, value);
      }
    }
    problems.isObject(part, names);
    return new SensorData(found, part.extensions());
  }

  private @Nullable String value(SensorField field, Fields part, Scalar scalar) {
    return switch (field.form()) {
      case TEXT -> values.text(scalar);
      case BOOLEAN -> values.bool(scalar);
      case HEX -> values.hex(scalar);
      case URI -> {
        Identifier id = values.uri(part, scalar);
        yield id == null ? null : id.uri();
      }
      case NUMBER -> {
        BigDecimal number = values.number(scalar);
        yield number == null ? null : number.toPlainString();
      }
      case TIME -> {
        OffsetDateTime time = values.time(scalar);
        yield time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      }
      case TERM -> {
        Vocabulary vocabulary = field.vocabulary();
        Term term = vocabulary == null ? null : values.term(vocabulary, part, scalar);
        yield term == null ? null : term.value();
      }
    };
  }
}
