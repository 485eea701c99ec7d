package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters on when, where and why: fields that the standard names. */
final class StandardCriteria {
  private static final Set<String> TYPES =
      Set.of(
          "ObjectEvent",
          "AggregationEvent",
          "TransactionEvent",
          "TransformationEvent",
          "AssociationEvent");

  private static final Pattern TIME =
      Pattern.compile("(EQ|GE|LT)_(eventTime|recordTime|errorDeclaration_?Time)");

  private StandardCriteria() {}

  /** The criterion of a parameter, or empty if it is another one. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    @Nullable Criterion found =
        switch (name) {
          case "eventType" -> eventType(values);
          case "EQ_action" -> action(values);
          case "EQ_bizStep" ->
              terms(name, values, prefixes, Vocabulary.BIZ_STEP, c -> c.event().bizStep());
          case "EQ_disposition" ->
              terms(name, values, prefixes, Vocabulary.DISPOSITION, c -> c.event().disposition());
          case "EQ_persistentDisposition_set" ->
              persistent(name, values, prefixes, PersistentDisposition::set);
          case "EQ_persistentDisposition_unset" ->
              persistent(name, values, prefixes, PersistentDisposition::unset);
          case "EQ_errorReason" ->
              terms(
                  name,
                  values,
                  prefixes,
                  Vocabulary.ERROR_REASON,
                  c -> error(c).map(ErrorDeclaration::reason).orElse(null));
          case "EQ_readPoint" -> place(name, values, prefixes, c -> c.event().readPoint());
          case "EQ_bizLocation" -> place(name, values, prefixes, c -> c.event().bizLocation());
          case "EQ_transformationID" -> ids(name, values, prefixes, Candidate::transformationId);
          case "EQ_eventID" -> ids(name, values, prefixes, StandardCriteria::eventId);
          case "EQ_correctiveEventID" ->
              ids(
                  name,
                  values,
                  prefixes,
                  c -> error(c).stream().flatMap(e -> e.correctiveEventIds().stream()));
          case "EXISTS_errorDeclaration" -> exists(name, values, c -> error(c).stream());
          default -> time(name, values);
        };
    return Optional.ofNullable(found);
  }

  private static @Nullable Criterion time(String name, List<String> values) throws BadParameter {
    Matcher parts = TIME.matcher(name);
    if (!parts.matches()) {
      return null;
    }
    Comparison comparison = Comparison.valueOf(parts.group(1));
    Instant wanted = Scalars.time(single(values));
    Function<Candidate, Stream<Instant>> field =
        switch (parts.group(2)) {
          case "eventTime" -> c -> Stream.of(c.event().eventTime().toInstant());
          case "recordTime" -> c -> Stream.of(c.recordTime());
          default -> c -> error(c).stream().map(e -> e.declarationTime().toInstant());
        };
    return new Criterion(
        // The query schema and the description of the interface differ in this one name.
        name.replace("Declaration_Time", "DeclarationTime"),
        List.of(wanted.toString()),
        c -> field.apply(c).anyMatch(t -> comparison.holds(t.compareTo(wanted))));
  }

  private static Criterion eventType(List<String> values) throws BadParameter {
    List<String> wanted = new ArrayList<>();
    for (String value : values) {
      String type = value.replaceFirst("^(epcis:|https://ref\\.gs1\\.org/epcis/)(?=[A-Z])", "");
      if (!TYPES.contains(type)) {
        throw BadParameter.value(Scalars.shown(value) + " is no event type of this repository.");
      }
      wanted.add(type);
    }
    return new Criterion("eventType", wanted, c -> wanted.contains(c.event().type()));
  }

  private static Criterion action(List<String> values) throws BadParameter {
    for (String value : values) {
      if (Arrays.stream(Action.values()).noneMatch(a -> a.name().equals(value))) {
        throw BadParameter.value(Scalars.shown(value) + " is not ADD, OBSERVE or DELETE.");
      }
    }
    return new Criterion(
        "EQ_action",
        values,
        c -> Stream.ofNullable(c.event().action()).map(Action::name).anyMatch(values::contains));
  }

  private static Criterion terms(
      String name,
      List<String> values,
      Map<String, String> prefixes,
      Vocabulary vocabulary,
      Function<Candidate, @Nullable Term> field)
      throws BadParameter {
    List<String> wanted = words(vocabulary, values, prefixes);
    return new Criterion(
        name,
        wanted,
        c -> Stream.ofNullable(field.apply(c)).anyMatch(t -> wanted.contains(t.value())));
  }

  private static Criterion persistent(
      String name,
      List<String> values,
      Map<String, String> prefixes,
      Function<PersistentDisposition, List<Term>> part)
      throws BadParameter {
    List<String> wanted = words(Vocabulary.DISPOSITION, values, prefixes);
    return new Criterion(
        name,
        wanted,
        c ->
            Stream.ofNullable(c.event().common().persistentDisposition())
                .flatMap(p -> part.apply(p).stream())
                .anyMatch(t -> wanted.contains(t.value())));
  }

  private static Criterion place(
      String name,
      List<String> values,
      Map<String, String> prefixes,
      Function<Candidate, @Nullable Place> place)
      throws BadParameter {
    return ids(
        name, values, prefixes, c -> Optional.ofNullable(place.apply(c)).map(Place::id).stream());
  }

  /** A criterion on identifiers that are equal in any spelling. */
  static Criterion ids(
      String name,
      List<String> values,
      Map<String, String> prefixes,
      Function<Candidate, Stream<Identifier>> field)
      throws BadParameter {
    List<String> wanted = identifiers(values, prefixes);
    return new Criterion(
        name, wanted, c -> field.apply(c).anyMatch(id -> wanted.contains(id.canonical())));
  }

  /** A criterion on whether there is something. */
  static Criterion exists(String name, List<String> values, Function<Candidate, Stream<?>> things)
      throws BadParameter {
    // The schema of queries has a number or null, the description of the interface true or false.
    String value = values.isEmpty() ? "" : single(values);
    return switch (value) {
      case "", "true", "null", "1" ->
          new Criterion(name, List.of(), c -> things.apply(c).findAny().isPresent());
      case "false" -> new Criterion(name, List.of("false"), c -> true);
      default -> throw BadParameter.value("The parameter takes no value, or true or false.");
    };
  }

  /** What an event is known by: its own identifier, or the event hash that we give it. */
  private static Stream<Identifier> eventId(Candidate candidate) {
    @Nullable Identifier own = candidate.event().common().eventId();
    return Stream.of(own != null ? own : new Identifier(EventHash.of(candidate.event()).ni()));
  }

  private static Optional<ErrorDeclaration> error(Candidate candidate) {
    return Optional.ofNullable(candidate.event().common().errorDeclaration());
  }

  static List<String> words(
      Vocabulary vocabulary, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<String> words = new ArrayList<>();
    for (String value : values) {
      words.add(Scalars.term(vocabulary, value, prefixes).value());
    }
    return words;
  }

  static List<String> identifiers(List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<String> ids = new ArrayList<>();
    for (String value : values) {
      ids.add(Scalars.identifier(value, prefixes).canonical());
    }
    return ids;
  }

  /** Equality takes a list, every other comparison one number. */
  static List<BigDecimal> numbers(Comparison comparison, List<String> values) throws BadParameter {
    if (comparison != Comparison.EQ) {
      return List.of(Scalars.number(single(values)));
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (String value : values) {
      numbers.add(Scalars.number(value));
    }
    return numbers;
  }

  static String single(List<String> values) throws BadParameter {
    if (values.size() != 1) {
      throw BadParameter.value("The parameter takes one value.");
    }
    return values.getFirst();
  }
}
