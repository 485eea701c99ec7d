package io.pharmatrace.epcis.query;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parameter of SimpleEventQuery (EPCIS 2.0 section 8.2.7.1) with a name of its own. What is not
 * in {@link #ALL} and of none of the {@link #FAMILIES} is refused, so that both describe exactly
 * what is understood.
 *
 * @param about one sentence for people
 */
public record QueryParameter(String name, Kind kind, String about) {

  /** What values a parameter takes. */
  public enum Kind {
    /** Any of several URIs. */
    URIS,
    /** Any of several EPC URNs, patterns of them, or Digital Links. */
    EPCS,
    /** Any of several words of the standard, or URIs. */
    WORDS,
    /** Any of several texts. */
    TEXTS,
    /** Any of the event types. */
    TYPES,
    /** Any of ADD, OBSERVE, DELETE. */
    ACTIONS,
    /** Any of several numbers. */
    NUMBERS,
    /** A number. */
    NUMBER,
    /** A time with offset. */
    TIME,
    /** True or false. */
    FLAG,
    /** A whole number. */
    COUNT,
    /** A text. */
    TEXT,
    /** ASC or DESC. */
    DIRECTION
  }

  /**
   * Parameters with something in their name that the caller puts there.
   *
   * @param form of the name, with what is put there in braces
   */
  public record Family(String form, String about, Pattern name) {}

  private static final List<String> COMPARISONS = List.of("EQ", "GT", "GE", "LT", "LE");

  /** Every parameter whose name is fixed, in the order of the standard. */
  public static final List<QueryParameter> ALL =
      Stream.of(
              of(Kind.TYPES, "The event is of one of these types.", "eventType"),
              times("The event happened then.", "eventTime"),
              times("The event was recorded then.", "recordTime"),
              of(Kind.ACTIONS, "The event has one of these actions.", "EQ_action"),
              each(
                  Kind.WORDS,
                  name -> "The " + name + " of the event is one of these.",
                  "bizStep",
                  "disposition",
                  "persistentDisposition_set",
                  "persistentDisposition_unset",
                  "errorReason"),
              each(
                  Kind.URIS,
                  name -> "The " + name + " of the event is one of these.",
                  "readPoint",
                  "bizLocation",
                  "transformationID",
                  "eventID",
                  "correctiveEventID"),
              of(
                  Kind.URIS,
                  "The place is one of these or lies in one, as the caller's master data says.",
                  "WD_readPoint",
                  "WD_bizLocation"),
              of(
                  Kind.EPCS,
                  "The event names one of these things there.",
                  "MATCH_epc",
                  "MATCH_parentID",
                  "MATCH_inputEPC",
                  "MATCH_outputEPC",
                  "MATCH_anyEPC"),
              of(
                  Kind.EPCS,
                  "The event names a quantity of one of these classes there.",
                  "MATCH_epcClass",
                  "MATCH_inputEPCClass",
                  "MATCH_outputEPCClass",
                  "MATCH_anyEPCClass"),
              compared("A quantity in the event, without a unit, is so.", "quantity"),
              of(
                  Kind.FLAG,
                  "The event was declared to be in error; false asks for nothing.",
                  "EXISTS_errorDeclaration"),
              times(
                  "The event was declared to be in error then.",
                  "errorDeclarationTime",
                  "errorDeclaration_Time"),
              of(
                  Kind.FLAG,
                  "The event has sensor data; false asks for nothing.",
                  "EXISTS_sensorElementList",
                  "EXISTS_sensorElement",
                  "EXISTS_SENSORELEMENT"),
              times("A time of sensor data is so.", "time", "startTime", "endTime"),
              of(Kind.WORDS, "A sensor report has one of these types.", "EQ_type"),
              each(
                  Kind.URIS,
                  name -> "The " + name + " of sensor data is one of these.",
                  "deviceID",
                  "dataProcessingMethod",
                  "microorganism",
                  "chemicalSubstance",
                  "bizRules",
                  "uriValue"),
              each(
                  Kind.TEXTS,
                  name -> "The " + name + " of a sensor report is one of these.",
                  "stringValue",
                  "hexBinaryValue"),
              of(Kind.FLAG, "The booleanValue of a sensor report is this.", "EQ_booleanValue"),
              compared("The percRank of a sensor report is so.", "percRank"),
              of(
                  Kind.TEXT,
                  "By what the events are ordered: eventTime, recordTime or a user's field.",
                  "orderBy"),
              of(Kind.DIRECTION, "In which order; default: DESC.", "orderDirection"),
              of(
                  Kind.COUNT,
                  "So many events at the most, the first in order; not with maxEventCount.",
                  "eventCountLimit"),
              of(
                  Kind.COUNT,
                  "If there are more events than this, the answer is QueryTooLargeException.",
                  "maxEventCount"),
              of(Kind.COUNT, "So many items on a page at the most; default: 30.", "perPage"),
              of(Kind.TEXT, "Where the page begins, from the header Link.", "nextPageToken"))
          .flatMap(parameters -> parameters)
          .toList();

  /** Every family of parameters. */
  public static final List<Family> FAMILIES =
      List.of(
          family(
              "{EQ|GT|GE|LT|LE}_quantity_{unit}",
              "a quantity, in this unit of UN/ECE Recommendation 20 or one of the same kind",
              "(EQ|GT|GE|LT|LE)_quantity_[A-Z0-9]{2,4}"),
          family(
              "{EQ|GT|GE|LT|LE}_{value|minValue|maxValue|meanValue|sDev|percValue}_{unit}",
              "a measured value, likewise",
              "(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_[A-Z0-9]{2,4}"),
          family(
              "EQ_{bizTransaction|source|destination}_{type}",
              "the document or party of this type is one of these; a type is needed",
              "EQ_(bizTransaction|source|destination)_.+"),
          family(
              "{EQ|GT|GE|LT|LE|EXISTS}_{field}",
              "a field of a user in the event; behind INNER_ one inside another field",
              "(EQ|GT|GE|LT|LE|EXISTS)_.*[:#].*"),
          family(
              "{EQ|GT|GE|LT|LE|EXISTS}_{part}_{field}",
              "the same in ILMD, ERROR_DECLARATION, SENSORELEMENT, SENSORMETADATA, SENSORREPORT,"
                  + " readPoint or bizLocation, before which INNER_ can stand, as in"
                  + " EQ_INNER_ILMD_ex:colour",
              "(EQ|GT|GE|LT|LE|EXISTS)_.*(ILMD|ERROR_DECLARATION|SENSOR[A-Z]+|readPoint|bizLocation)"
                  + "_.*[:#].*"),
          family(
              "HASATTR_{field}",
              "the caller's master data has one of these attributes for what the field names",
              "HASATTR_.+"),
          family(
              "EQATTR_{field}_{attribute}",
              "the attribute is one of these there; also spelled EQ_ATTR",
              "(EQATTR|EQ_ATTR)_.+"));

  private static final Map<String, QueryParameter> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(QueryParameter::name, p -> p));

  /** Whether a parameter of this name is described here. */
  static boolean describes(String name) {
    return BY_NAME.containsKey(name)
        || FAMILIES.stream().anyMatch(family -> family.name().matcher(name).matches());
  }

  private static Family family(String form, String about, String name) {
    return new Family(form, about, Pattern.compile(name, Pattern.DOTALL));
  }

  private static Stream<QueryParameter> of(Kind kind, String about, String... names) {
    return Stream.of(names).map(name -> new QueryParameter(name, kind, about));
  }

  private static Stream<QueryParameter> each(
      Kind kind, Function<String, String> about, String... fields) {
    return Stream.of(fields)
        .map(field -> new QueryParameter("EQ_" + field, kind, about.apply(field)));
  }

  private static Stream<QueryParameter> times(String about, String... fields) {
    return Stream.of(fields)
        .flatMap(
            field ->
                Stream.of("EQ", "GE", "LT")
                    .map(how -> new QueryParameter(how + "_" + field, Kind.TIME, about)));
  }

  private static Stream<QueryParameter> compared(String about, String field) {
    return COMPARISONS.stream()
        .map(
            how ->
                new QueryParameter(
                    how + "_" + field, how.equals("EQ") ? Kind.NUMBERS : Kind.NUMBER, about));
  }
}
