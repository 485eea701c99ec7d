package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of any query and any event. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class QueryPropertyTest {
  private static final OffsetDateTime RECORDED = OffsetDateTime.parse("2026-03-02T08:00:00Z");

  @Provide
  Arbitrary<EpcisEvent> events() {
    return Events.any();
  }

  @Provide
  Arbitrary<Map<String, List<String>>> nonsense() {
    Arbitrary<String> name =
        Arbitraries.oneOf(
            Arbitraries.of(
                "EQ_action",
                "MATCH_epc",
                "GE_eventTime",
                "EQ_value_CEL",
                "orderBy",
                "perPage",
                "EQ_https://x.example/#f",
                "EXISTS_errorDeclaration",
                "EQATTR_readPoint_x"),
            Arbitraries.strings().withChars("EQ_GTLDINRMATCHeventime:#/* .|").ofMaxLength(20));
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of("ADD", "urn:epc:idpat:sgtin:9521234.*.*", "urn:epc:idpat:::", "1"),
            Arbitraries.strings().ofMaxLength(20));
    return Arbitraries.maps(name, value.list().ofMaxSize(3)).ofMaxSize(5);
  }

  /** A query of everything that an event says of itself. */
  private static Map<String, List<String>> ofFields(EpcisEvent event) {
    CommonFields common = event.common();
    Map<String, List<String>> query = new TreeMap<>();
    query.put("eventType", List.of(event.type()));
    query.put("EQ_eventTime", List.of(common.eventTime().toString()));
    put(query, "EQ_action", Optional.ofNullable(event.action()).map(Action::name));
    put(query, "EQ_bizStep", Optional.ofNullable(event.bizStep()).map(Term::urn));
    put(query, "EQ_disposition", Optional.ofNullable(event.disposition()).map(Term::webUri));
    put(query, "EQ_readPoint", Optional.ofNullable(event.readPoint()).map(p -> p.id().canonical()));
    put(query, "EQ_bizLocation", Optional.ofNullable(event.bizLocation()).map(p -> p.id().uri()));
    put(
        query,
        "EQ_eventID",
        Optional.of(
            Optional.ofNullable(common.eventId())
                .map(Identifier::uri)
                .orElseGet(() -> EventHash.of(event).ni())));
    put(query, "MATCH_anyEPC", event.identifiers().stream().map(Identifier::uri).findFirst());
    put(
        query,
        "EXISTS_errorDeclaration",
        Optional.ofNullable(common.errorDeclaration()).map(e -> "true"));
    for (SourceOrDestination end : common.sources()) {
      query.put("EQ_source_" + end.type().webUri(), List.of(end.id().canonical()));
    }
    for (BizTransaction document : common.bizTransactions()) {
      if (document.type() != null) {
        query.put(
            "EQ_bizTransaction_" + document.type().webUri(), List.of(document.id().canonical()));
      }
    }
    fields(query, "EQ_", common.extensions());
    fields(query, "EQ_ILMD_", event.ilmd().fields());
    for (SensorElement element : common.sensorElements()) {
      fields(query, "EQ_SENSORELEMENT_", element.extensions());
      for (SensorData report : element.reports()) {
        put(query, "EQ_type", report.get(SensorField.TYPE));
        put(query, "EQ_stringValue", report.get(SensorField.STRING_VALUE));
        put(query, "EQ_booleanValue", report.get(SensorField.BOOLEAN_VALUE));
      }
    }
    return query;
  }

  private static void put(Map<String, List<String>> query, String name, Optional<String> value) {
    value.ifPresent(v -> query.put(name, List.of(v)));
  }

  private static void fields(
      Map<String, List<String>> query, String start, List<Extension> fields) {
    for (Extension field : fields) {
      if (field.kind() != Extension.Kind.OBJECT) {
        // The same name in two namespaces that differ in their last separator is one name here.
        query.put(
            start + field.name().getNamespaceURI() + "#" + field.name().getLocalPart(),
            List.of(field.text()));
      }
    }
  }

  private static EventQuery parsed(Map<String, List<String>> parameters) {
    return switch (EventQuery.parse(parameters)) {
      case Parsed.Ok(EventQuery query) -> query;
      case Parsed.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  @Property(tries = 300)
  void anEventMatchesTheQueryOfItsOwnFields(@ForAll("events") EpcisEvent event) {
    EventQuery query = parsed(ofFields(event));
    assertThat(query.matches(event, RECORDED)).as("%s", query.parameters()).isTrue();
  }

  @Property(tries = 200)
  void criteriaAreJoinedByAnd(
      @ForAll("events") EpcisEvent event, @ForAll("events") EpcisEvent other) {
    Map<String, List<String>> parameters = ofFields(other);
    boolean all = parsed(parameters).matches(event, RECORDED);
    boolean each =
        parameters.entrySet().stream()
            .allMatch(p -> parsed(Map.of(p.getKey(), p.getValue())).matches(event, RECORDED));
    assertThat(all).isEqualTo(each);
  }

  @Property(tries = 200)
  void valuesAreJoinedByOr(@ForAll("events") EpcisEvent event, @ForAll("events") EpcisEvent other) {
    Map<String, List<String>> mine = ofFields(event);
    ofFields(other)
        .forEach(
            (name, values) -> {
              List<String> own = mine.get(name);
              if (own == null
                  || name.contains("Time")
                  || name.contains("oolean")
                  || name.startsWith("EXISTS")) {
                return;
              }
              List<String> both = new ArrayList<>(values);
              both.addAll(own);
              assertThat(parsed(Map.of(name, both)).matches(event, RECORDED)).as(name).isTrue();
              assertThat(parsed(Map.of(name, both)).matches(other, RECORDED)).as(name).isTrue();
            });
  }

  @Property(tries = 200)
  void theCanonicalSpellingIsTheSameQuery(
      @ForAll("events") EpcisEvent event, @ForAll("events") EpcisEvent other) {
    EventQuery query = parsed(ofFields(other));
    EventQuery again = parsed(query.parameters());
    assertThat(again.parameters()).isEqualTo(query.parameters());
    assertThat(Stream.of(event, other).map(e -> again.matches(e, RECORDED)))
        .containsExactlyElementsOf(
            Stream.of(event, other).map(e -> query.matches(e, RECORDED)).toList());
  }

  @Property(tries = 1000)
  void anyParametersGiveAQueryOrProblems(
      @ForAll("nonsense") Map<String, List<String>> parameters,
      @ForAll("events") EpcisEvent event) {
    switch (EventQuery.parse(parameters)) {
      case Parsed.Ok(EventQuery query) ->
          assertThat(query.matches(event, RECORDED)).isEqualTo(query.matches(event, RECORDED));
      case Parsed.Invalid(var problems) ->
          assertThat(problems)
              .isNotEmpty()
              .allSatisfy(p -> assertThat(Objects.requireNonNull(p.message())).isNotBlank());
    }
  }
}
