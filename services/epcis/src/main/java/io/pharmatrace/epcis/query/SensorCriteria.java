package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorField;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters on what sensors observed. Each is held against every element of an event alone. */
final class SensorCriteria {
  private static final Map<String, List<SensorField>> URIS =
      Map.of(
          "EQ_deviceID", List.of(SensorField.DEVICE_ID),
          "EQ_dataProcessingMethod", List.of(SensorField.DATA_PROCESSING_METHOD),
          "EQ_bizRules", List.of(SensorField.BIZ_RULES),
          "EQ_microorganism", List.of(SensorField.MICROORGANISM),
          "EQ_chemicalSubstance", List.of(SensorField.CHEMICAL_SUBSTANCE),
          "EQ_uriValue", List.of(SensorField.URI_VALUE));

  private static final Map<String, List<SensorField>> TIMES =
      Map.of(
          "time", List.of(SensorField.METADATA_TIME, SensorField.REPORT_TIME),
          "startTime", List.of(SensorField.START_TIME),
          "endTime", List.of(SensorField.END_TIME));

  private static final Map<String, SensorField> MEASURES =
      Map.of(
          "value", SensorField.VALUE,
          "minValue", SensorField.MIN_VALUE,
          "maxValue", SensorField.MAX_VALUE,
          "meanValue", SensorField.MEAN_VALUE,
          "sDev", SensorField.S_DEV,
          "percValue", SensorField.PERC_VALUE);

  private static final Pattern TIME = Pattern.compile("(EQ|GE|LT)_(time|startTime|endTime)");
  private static final Pattern RANK = Pattern.compile("(EQ|GT|GE|LT|LE)_percRank");
  private static final Pattern MEASURE =
      Pattern.compile(
          "(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_([A-Z0-9]{2,4})");

  private SensorCriteria() {}

  /** The criterion of a parameter, or empty if it is none on sensors. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<SensorField> uris = URIS.get(name);
    if (uris != null) {
      return Optional.of(uris(name, values, prefixes, uris));
    }
    return switch (name) {
      case "EQ_type" -> Optional.of(types(values, prefixes));
      case "EQ_stringValue" ->
          Optional.of(
              new Criterion(
                  name, values, c -> any(c, List.of(SensorField.STRING_VALUE), values::contains)));
      case "EQ_hexBinaryValue" -> Optional.of(hex(values));
      case "EQ_booleanValue" -> Optional.of(flag(values));
      case "EXISTS_sensorElementList", "EXISTS_sensorElement", "EXISTS_SENSORELEMENT" ->
          Optional.of(
              StandardCriteria.exists(
                  "EXISTS_sensorElementList",
                  values,
                  c -> c.event().common().sensorElements().stream()));
      default -> numbersAndTimes(name, values);
    };
  }

  private static Criterion hex(List<String> values) {
    List<String> wanted = values.stream().map(v -> v.toUpperCase(Locale.ROOT)).toList();
    return new Criterion(
        "EQ_hexBinaryValue",
        wanted,
        c ->
            any(
                c,
                List.of(SensorField.HEX_BINARY_VALUE),
                v -> wanted.contains(v.toUpperCase(Locale.ROOT))));
  }

  private static Optional<Criterion> numbersAndTimes(String name, List<String> values)
      throws BadParameter {
    Matcher time = TIME.matcher(name);
    if (time.matches()) {
      Comparison comparison = Comparison.valueOf(time.group(1));
      List<SensorField> fields = TIMES.getOrDefault(time.group(2), List.of());
      Instant wanted = Scalars.time(StandardCriteria.single(values));
      Predicate<String> test =
          v -> Scalars.asTime(v).filter(t -> comparison.holds(t.compareTo(wanted))).isPresent();
      return Optional.of(
          new Criterion(name, List.of(wanted.toString()), c -> any(c, fields, test)));
    }
    Matcher rank = RANK.matcher(name);
    if (rank.matches()) {
      return Optional.of(measured(name, rank.group(1), SensorField.PERC_RANK, null, values));
    }
    Matcher measure = MEASURE.matcher(name);
    if (measure.matches()) {
      SensorField field = MEASURES.getOrDefault(measure.group(2), SensorField.VALUE);
      return Optional.of(measured(name, measure.group(1), field, measure.group(3), values));
    }
    return Optional.empty();
  }

  private static Criterion measured(
      String name, String comparison, SensorField field, @Nullable String unit, List<String> values)
      throws BadParameter {
    Comparison how = Comparison.valueOf(comparison);
    // A standard deviation of 1 degree Celsius is one of 1 kelvin, and not of 274.15.
    Units.Meaning meaning =
        field == SensorField.S_DEV ? Units.Meaning.DISTANCE : Units.Meaning.POINT;
    List<BigDecimal> wanted = StandardCriteria.numbers(how, values);
    return new Criterion(
        name,
        wanted.stream().map(Scalars::plain).toList(),
        c ->
            c.sensorReports()
                .anyMatch(
                    r ->
                        r.get(field)
                            .flatMap(Scalars::asNumber)
                            .filter(
                                n ->
                                    Units.holds(
                                        how,
                                        n,
                                        r.get(SensorField.UOM).orElse(null),
                                        wanted,
                                        unit,
                                        meaning))
                            .isPresent()));
  }

  private static Criterion uris(
      String name, List<String> values, Map<String, String> prefixes, List<SensorField> fields)
      throws BadParameter {
    List<String> wanted = StandardCriteria.identifiers(values, prefixes);
    return new Criterion(
        name,
        wanted,
        c ->
            any(
                c,
                fields,
                v ->
                    Identifier.parse(v).filter(id -> wanted.contains(id.canonical())).isPresent()));
  }

  private static Criterion types(List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<String> wanted = new ArrayList<>();
    for (String value : values) {
      wanted.add(Scalars.term(Vocabulary.MEASUREMENT, value, prefixes).value());
    }
    return new Criterion(
        "EQ_type",
        wanted,
        c ->
            any(
                c,
                List.of(SensorField.TYPE),
                v ->
                    Term.parse(Vocabulary.MEASUREMENT, v)
                        .filter(t -> wanted.contains(t.value()))
                        .isPresent()));
  }

  private static Criterion flag(List<String> values) throws BadParameter {
    String wanted = StandardCriteria.single(values);
    if (!wanted.equals("true") && !wanted.equals("false")) {
      throw BadParameter.value("The value is true or false.");
    }
    return new Criterion(
        "EQ_booleanValue",
        List.of(wanted),
        c -> any(c, List.of(SensorField.BOOLEAN_VALUE), wanted::equals));
  }

  private static boolean any(Candidate c, List<SensorField> fields, Predicate<String> test) {
    return Stream.concat(c.sensorMetadata(), c.sensorReports())
        .flatMap((SensorData data) -> fields.stream().flatMap(f -> data.get(f).stream()))
        .anyMatch(test);
  }
}
