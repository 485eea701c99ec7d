package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.query.Criterion;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The part of a query that indexes can answer, as SQL over {@code custody.event e}, with {@code
 * :viewer} as for {@code custody.seen}. It may let too much through, never too little; {@code
 * EventQuery.matches} decides.
 */
final class Prefilter {
  private static final Pattern GTIN = Pattern.compile("https://id\\.gs1\\.org/01/([0-9]{14})");
  private static final Pattern TIME = Pattern.compile("(EQ|GE|LT)_(eventTime|recordTime)");
  private static final int MAX_RANGES = 20;
  private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  /** The database keeps microseconds and rounds. */
  private static final Duration ROUNDING = Duration.ofNanos(1_000);

  private final StringBuilder sql = new StringBuilder();
  private final Map<String, List<String>> arrays = new LinkedHashMap<>();
  private final Map<String, OffsetDateTime> times = new LinkedHashMap<>();

  private Prefilter() {}

  static Prefilter of(EventQuery query) {
    Prefilter filter = new Prefilter();
    query.criteria().forEach(filter::add);
    return filter;
  }

  /** Conditions, each with AND before it. */
  String sql() {
    return sql.toString();
  }

  void bind(SqlStatement<?> statement) {
    arrays.forEach((name, values) -> statement.bindArray(name, String.class, values));
    times.forEach(statement::bind);
  }

  private void add(Criterion criterion) {
    String name = criterion.parameter();
    List<String> values = criterion.values();
    switch (name) {
      case "eventType" -> any("e.event_type", values);
      case "EQ_action" -> any("e.action", values);
      case "EQ_bizStep" -> any("e.biz_step", values);
      case "EQ_disposition" -> any("e.disposition", values);
      case "EQ_readPoint" -> any("e.read_point", cut(values));
      case "EQ_bizLocation" -> any("e.biz_location", cut(values));
      case "EQ_eventID" -> eventId(values);
      case "EXISTS_errorDeclaration" -> {
        if (values.isEmpty()) {
          and("e.error_hash <> decode(repeat('00', 32), 'hex')");
        }
      }
      default -> others(criterion, name, values);
    }
  }

  private void others(Criterion criterion, String name, List<String> values) {
    Matcher time = TIME.matcher(name);
    if (criterion.masterData().isPresent()) {
      MasterDataFilter.of(criterion, this::array).ifPresent(this::and);
    } else if (time.matches()) {
      time(
          time.group(1),
          time.group(2).equals("eventTime") ? "e.event_time" : "e.record_time",
          Instant.parse(values.getFirst()));
    } else if (name.startsWith("MATCH_") && name.endsWith("Class")) {
      classes(values);
    } else if (name.startsWith("MATCH_")) {
      instances(values);
    } else if (name.startsWith("EQ_bizTransaction_")
        || name.startsWith("EQ_source_")
        || name.startsWith("EQ_destination_")
        || name.equals("EQ_transformationID")
        || name.equals("EQ_correctiveEventID")) {
      and(
          "e.id IN (SELECT i.event_id FROM custody.event_identifier i WHERE i.identifier = ANY("
              + array(cut(values))
              + "))");
    }
  }

  private void time(String comparison, String column, Instant wanted) {
    if (wanted.isBefore(FIRST) || wanted.isAfter(LAST)) {
      return;
    }
    if (!comparison.equals("LT")) {
      and(column + " >= " + time(wanted.minus(ROUNDING)));
    }
    if (!comparison.equals("GE")) {
      and(column + " <= " + time(wanted.plus(ROUNDING)));
    }
  }

  private void eventId(List<String> values) {
    List<String> hashes =
        values.stream().flatMap(v -> EventHash.ofNi(v).stream()).map(EventHash::hex).toList();
    and(
        "(e.event_uri = ANY(%s) OR e.event_hash = ANY(SELECT decode(h, 'hex') FROM unnest(%s) h))"
            .formatted(array(cut(values)), array(hashes)));
  }

  /** Units, instances that are none, and all of a GTIN. A pattern of a company is not indexed. */
  private void instances(List<String> values) {
    if (values.stream().anyMatch(v -> v.contains("*"))) {
      return;
    }
    List<String> keys = new ArrayList<>();
    List<String> serials = new ArrayList<>();
    List<String> gtins = new ArrayList<>();
    for (String value : values) {
      Matcher gtin = GTIN.matcher(value);
      if (gtin.matches()) {
        gtins.add(gtin.group(1));
      }
      unit(value)
          .ifPresent(
              unit -> {
                keys.add(unit.getFirst());
                serials.add(unit.getLast());
              });
    }
    @Nullable String ranges = ranges(values);
    if (ranges == null) {
      return;
    }
    String found =
        """
        e.id IN (SELECT eu.event_id FROM unnest(%s, %s) AS n (key, serial)
                 JOIN custody.unit u ON u.key = n.key AND u.serial = n.serial
                 JOIN custody.event_unit eu ON eu.unit_id = u.id
                 UNION ALL SELECT i.event_id FROM custody.event_identifier i WHERE %s)
        """
            .formatted(array(keys), array(serials), ranges);
    and(
        gtins.isEmpty()
            ? found
            : "(%s OR EXISTS (SELECT FROM custody.event_unit eu JOIN custody.unit u ON u.id = eu.unit_id"
                    .formatted(found)
                + " WHERE eu.event_id = e.id AND u.key = ANY(%s)))".formatted(array(gtins)));
  }

  private void classes(List<String> values) {
    @Nullable String ranges =
        values.stream().anyMatch(v -> v.contains("*")) ? null : ranges(values);
    if (ranges != null) {
      and("e.id IN (SELECT i.event_id FROM custody.event_identifier i WHERE " + ranges + ")");
    }
  }

  /** Everything that begins with one of the values: a class, and its instances. */
  private @Nullable String ranges(List<String> values) {
    if (values.size() > MAX_RANGES) {
      return null;
    }
    List<String> ranges = new ArrayList<>();
    for (String value : cut(values)) {
      ranges.add(
          "(i.identifier >= (%s)[1] AND i.identifier <= (%s)[1])"
              .formatted(array(List.of(value)), array(List.of(value + "\uFFFD"))));
    }
    return "(" + String.join(" OR ", ranges) + ")";
  }

  /** Key and serial of a pack or logistic unit. */
  private static Optional<List<String>> unit(String link) {
    return Epc.parse(link)
        .toOptional()
        .flatMap(
            epc ->
                switch (epc) {
                  case Sgtin s -> Optional.of(List.of(s.gtin().digits(), s.serial().value()));
                  case Sscc s -> Optional.of(List.of(s.digits(), ""));
                  default -> Optional.empty();
                });
  }

  private static List<String> cut(List<String> values) {
    return values.stream().map(SearchKeys::cut).toList();
  }

  private void any(String column, List<String> values) {
    and(column + " = ANY(" + array(values) + ")");
  }

  private void and(String condition) {
    sql.append(" AND ").append(condition);
  }

  private String array(List<String> values) {
    String name = "a" + arrays.size();
    arrays.put(name, values);
    return ":" + name;
  }

  private String time(Instant time) {
    String name = "t" + times.size();
    times.put(name, time.atOffset(ZoneOffset.UTC));
    return ":" + name;
  }
}
