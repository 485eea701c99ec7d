package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SensorData;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parameters on users' fields, wherever an event may have them: {@code EQ_}, {@code GT_}, {@code
 * GE_}, {@code LT_}, {@code LE_} and {@code EXISTS_}, then {@code INNER_} for fields inside others,
 * then the part of the event.
 */
final class FieldCriteria {
  private static final Map<String, Function<Candidate, Stream<Extension>>> SCOPES =
      Map.of(
          "", c -> c.event().common().extensions().stream(),
          "ILMD_", c -> c.event().ilmd().fields().stream(),
          "ERROR_DECLARATION_",
              c ->
                  Optional.ofNullable(c.event().common().errorDeclaration())
                      .map(ErrorDeclaration::extensions)
                      .stream()
                      .flatMap(List::stream),
          "SENSORELEMENT_",
              c ->
                  c.event().common().sensorElements().stream()
                      .flatMap(e -> e.extensions().stream()),
          "SENSORMETADATA_",
              c -> c.sensorMetadata().map(SensorData::extensions).flatMap(List::stream),
          "SENSORREPORT_", c -> c.sensorReports().map(SensorData::extensions).flatMap(List::stream),
          "readPoint_",
              c ->
                  Optional.ofNullable(c.event().readPoint()).map(Place::extensions).stream()
                      .flatMap(List::stream),
          "bizLocation_",
              c ->
                  Optional.ofNullable(c.event().bizLocation()).map(Place::extensions).stream()
                      .flatMap(List::stream));

  private static final Pattern NAME =
      Pattern.compile(
          "(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?"
              + "(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_"
              + "|readPoint_|bizLocation_|)(.+)",
          Pattern.DOTALL);

  private FieldCriteria() {}

  /** The criterion of a parameter, or empty if its name has another form. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String inner = parts.group(2) == null ? "" : parts.group(2);
    FieldName field = FieldName.parse(parts.group(4), prefixes);
    String canonical = parts.group(1) + "_" + inner + parts.group(3) + field;
    Function<Candidate, Stream<Extension>> scope =
        Objects.requireNonNull(SCOPES.get(parts.group(3)));
    Function<Candidate, Stream<Extension>> named =
        c -> fields(scope.apply(c), !inner.isEmpty()).filter(f -> field.names(f.name()));
    if (parts.group(1).equals("EXISTS")) {
      return Optional.of(StandardCriteria.exists(canonical, values, c -> named.apply(c)));
    }
    Comparison comparison = Comparison.valueOf(parts.group(1));
    if (comparison == Comparison.EQ) {
      List<Wanted> wanted = values.stream().map(Wanted::of).toList();
      return Optional.of(
          new Criterion(
              canonical,
              values,
              c ->
                  named
                      .apply(c)
                      .anyMatch(f -> wanted.stream().anyMatch(w -> w.equal(f.text().strip())))));
    }
    String value = StandardCriteria.single(values);
    Predicate<String> test = compared(comparison, value);
    return Optional.of(
        new Criterion(
            canonical,
            List.of(value),
            c -> named.apply(c).anyMatch(f -> test.test(f.text().strip()))));
  }

  /** The first value of a top-level field, for ordering. */
  static Optional<String> value(Candidate candidate, FieldName field) {
    return candidate.event().common().extensions().stream()
        .filter(f -> field.names(f.name()))
        .map(Extension::text)
        .findFirst();
  }

  private static Stream<Extension> fields(Stream<Extension> top, boolean inner) {
    return inner ? top.flatMap(f -> f.children().stream()).flatMap(FieldCriteria::all) : top;
  }

  private static Stream<Extension> all(Extension field) {
    return Stream.concat(Stream.of(field), field.children().stream().flatMap(FieldCriteria::all));
  }

  private static Predicate<String> compared(Comparison comparison, String value)
      throws BadParameter {
    Optional<BigDecimal> number = Scalars.asNumber(value);
    if (number.isPresent()) {
      return text ->
          Scalars.asNumber(text).filter(n -> comparison.holds(n, number.get())).isPresent();
    }
    Instant time = Scalars.time(value);
    return text ->
        Scalars.asTime(text).filter(t -> comparison.holds(t.compareTo(time))).isPresent();
  }

  /**
   * A value that a field may have: the same text, number, time or GS1 identifier. XML does not say
   * what a value is, so a text that reads as a number is compared as one.
   */
  private record Wanted(
      String text, Optional<BigDecimal> number, Optional<Instant> time, String canonical) {
    static Wanted of(String text) {
      return new Wanted(
          text, Scalars.asNumber(text), Scalars.asTime(text), FieldCriteria.canonical(text));
    }

    boolean equal(String value) {
      return text.equals(value)
          || (number.isPresent()
              && Scalars.asNumber(value).filter(n -> n.compareTo(number.get()) == 0).isPresent())
          || (time.isPresent() && Scalars.asTime(value).equals(time))
          || canonical.equals(FieldCriteria.canonical(value));
    }
  }

  private static String canonical(String text) {
    return Identifier.parse(text).map(Identifier::canonical).orElse(text);
  }
}
