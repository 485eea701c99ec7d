package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to damage a document has a problem with its own code and path; several, all of them.
 */
class ProblemsTest {
  private static final String DOCUMENT =
      """
      {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"own": "https://own.example/"}],
       "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-01T10:00:00Z",
       "epcisBody": {"eventList": [{"type": "ObjectEvent", "eventTime": "2026-05-01T08:00:00Z",
         "eventTimeZoneOffset": "+02:00", "recordTime": "2026-05-01T08:00:01Z", "eventID": "urn:uuid:1",
         "certificationInfo": ["urn:certificate:1"],
         "errorDeclaration": {"declarationTime": "2026-05-02T08:00:00Z", "reason": "did_not_occur",
           "correctiveEventIDs": ["urn:uuid:2"]},
         "epcList": ["urn:own:thing"], "action": "ADD",
         "quantityList": [{"epcClass": "urn:own:class", "quantity": 1.5, "uom": "KGM"}],
         "bizStep": "commissioning", "disposition": "active",
         "persistentDisposition": {"set": ["expired"], "unset": ["recalled"]},
         "readPoint": {"id": "urn:own:gate"}, "bizLocation": {"id": "urn:own:hall"},
         "bizTransactionList": [{"type": "po", "bizTransaction": "urn:own:order"}],
         "sourceList": [{"type": "owning_party", "source": "urn:own:maker"}],
         "destinationList": [{"type": "location", "destination": "urn:own:shop"}],
         "sensorElementList": [{"sensorMetadata": {"time": "2026-05-01T08:00:00Z"},
           "sensorReport": [{"type": "Temperature", "value": 4.5, "booleanValue": true,
             "hexBinaryValue": "F0", "component": "x", "uom": "CEL"}]}],
         "ilmd": {"own:grade": "A"}}]}}
      """;

  private static final String EVENT = "/epcisBody/eventList/0";

  /** What is replaced by what, and the problem that follows. */
  private record Damage(String from, String to, ProblemCode code, String path) {
    String on(String document) {
      assertThat(document).contains(from);
      return document.replace(from, to);
    }

    String problem() {
      return code + " " + path;
    }

    @Override
    public String toString() {
      return code + " at " + path + ": " + to;
    }
  }

  private static final List<Damage> DAMAGES =
      List.of(
          damage("\"2.0\"", "\"1.0\"", ProblemCode.VERSION_UNSUPPORTED, "/schemaVersion"),
          damage("2026-05-01T10:00:00Z", "today", ProblemCode.TIME_INVALID, "/creationDate"),
          damage(
              "\"type\": \"EPCISDocument\"",
              "\"type\": \"EPCISDocument\", \"x\": 1",
              ProblemCode.FIELD_UNKNOWN,
              "/x"),
          event(
              "\"eventTime\": \"2026-05-01T08:00:00Z\",",
              "",
              ProblemCode.FIELD_MISSING,
              "/eventTime"),
          event(
              "\"+02:00\"", "\"2\"", ProblemCode.TIME_ZONE_OFFSET_INVALID, "/eventTimeZoneOffset"),
          event(
              "2026-05-01T08:00:01Z", "2026-05-01 08:00", ProblemCode.TIME_INVALID, "/recordTime"),
          event("\"urn:uuid:1\"", "\"1\"", ProblemCode.URI_INVALID, "/eventID"),
          event("\"urn:certificate:1\"", "7", ProblemCode.FIELD_TYPE, "/certificationInfo/0"),
          event(
              "\"declarationTime\": \"2026-05-02T08:00:00Z\", ",
              "",
              ProblemCode.FIELD_MISSING,
              "/errorDeclaration/declarationTime"),
          event(
              "\"did_not_occur\"",
              "\"sorry\"",
              ProblemCode.TERM_UNKNOWN,
              "/errorDeclaration/reason"),
          event(
              "\"urn:uuid:2\"",
              "\"two\"",
              ProblemCode.URI_INVALID,
              "/errorDeclaration/correctiveEventIDs/0"),
          event("\"urn:own:thing\"", "\"a thing\"", ProblemCode.URI_INVALID, "/epcList/0"),
          event("\"ADD\"", "\"MOVE\"", ProblemCode.ACTION_INVALID, "/action"),
          event(
              "\"urn:own:class\"",
              "\"class\"",
              ProblemCode.URI_INVALID,
              "/quantityList/0/epcClass"),
          event(
              "\"quantity\": 1.5",
              "\"quantity\": \"many\"",
              ProblemCode.FIELD_TYPE,
              "/quantityList/0/quantity"),
          event("\"KGM\"", "\"kilo\"", ProblemCode.UNIT_INVALID, "/quantityList/0/uom"),
          event("\"commissioning\"", "\"blessing\"", ProblemCode.TERM_UNKNOWN, "/bizStep"),
          event("\"active\"", "[]", ProblemCode.FIELD_TYPE, "/disposition"),
          event(
              "\"expired\"",
              "\"rotten\"",
              ProblemCode.TERM_UNKNOWN,
              "/persistentDisposition/set/0"),
          event("[\"recalled\"]", "[]", ProblemCode.FIELD_MISSING, "/persistentDisposition/unset"),
          event("{\"id\": \"urn:own:gate\"}", "{}", ProblemCode.FIELD_MISSING, "/readPoint/id"),
          event(
              "{\"id\": \"urn:own:hall\"}",
              "\"urn:own:hall\"",
              ProblemCode.FIELD_TYPE,
              "/bizLocation"),
          event("\"po\"", "\"bill\"", ProblemCode.TERM_UNKNOWN, "/bizTransactionList/0/type"),
          event(
              ", \"bizTransaction\": \"urn:own:order\"",
              "",
              ProblemCode.FIELD_MISSING,
              "/bizTransactionList/0/bizTransaction"),
          event(
              "\"type\": \"owning_party\", ", "", ProblemCode.FIELD_MISSING, "/sourceList/0/type"),
          event(
              "\"urn:own:shop\"",
              "\"\"",
              ProblemCode.FIELD_MISSING,
              "/destinationList/0/destination"),
          event(
              "{\"time\": \"2026-05-01T08:00:00Z\"}",
              "{\"time\": 5}",
              ProblemCode.FIELD_TYPE,
              "/sensorElementList/0/sensorMetadata/time"),
          report("\"Temperature\"", "\"Warmth\"", ProblemCode.TERM_UNKNOWN, "/type"),
          report("\"value\": 4.5", "\"value\": true", ProblemCode.FIELD_TYPE, "/value"),
          report(
              "\"booleanValue\": true",
              "\"booleanValue\": \"yes\"",
              ProblemCode.FIELD_TYPE,
              "/booleanValue"),
          report("\"F0\"", "\"F\"", ProblemCode.HEX_INVALID, "/hexBinaryValue"),
          report(
              "\"component\": \"x\"",
              "\"component\": \"sideways\"",
              ProblemCode.TERM_UNKNOWN,
              "/component"),
          report(
              "\"uom\": \"CEL\"",
              "\"uom\": \"CEL\", \"colour\": 1",
              ProblemCode.FIELD_UNKNOWN,
              "/colour"),
          event("\"own:grade\"", "\"grade\"", ProblemCode.FIELD_UNKNOWN, "/ilmd/grade"));

  static Stream<Arguments> damages() {
    return DAMAGES.stream().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("damages")
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Invalid JSON: each problem with its path")
  void eachDamageIsNamedWithItsPathAndNothingElse(Damage damage) {
    assertThat(problems(damage.on(DOCUMENT))).containsExactly(damage.problem());
  }

  @Provide
  Arbitrary<Set<Damage>> several() {
    return Arbitraries.of(DAMAGES).set().ofMinSize(2);
  }

  @Property(tries = 200)
  @Feature(standard = Standard.EPCIS, section = "10", name = "Invalid JSON: all problems at once")
  void severalDamagesAreAllNamed(@ForAll("several") Set<Damage> damages) {
    String document = DOCUMENT;
    for (Damage damage : damages) {
      document = damage.on(document);
    }
    assertThat(problems(document))
        .containsExactlyInAnyOrderElementsOf(damages.stream().map(Damage::problem).toList());
  }

  private static List<String> problems(String json) {
    return Reading.problems(json).stream().map(p -> p.code() + " " + p.path()).toList();
  }

  private static Damage event(String from, String to, ProblemCode code, String path) {
    return damage(from, to, code, EVENT + path);
  }

  private static Damage report(String from, String to, ProblemCode code, String path) {
    return event(from, to, code, "/sensorElementList/0/sensorReport/0" + path);
  }

  private static Damage damage(String from, String to, ProblemCode code, String path) {
    return new Damage(from, to, code, path);
  }
}
