package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.problems;
import static io.pharmatrace.epcis.query.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.query.QueryProblem.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with parameters is told; order, limits and spelling of those that are right. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class EventQueryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_bizstep=shipping", "nonsense=1", "EQ_foo=1", "EQ_nope:foo=1", "EXISTS_foo=",
        "EQ_source_nobody=urn:x:y", "GE_value=3", "EQ_value_celsius=3", "EQ_isQuery=1", "HASATTR=1",
        "EQATTR_bizLocation=1", "EQ_=1", "EQ_https://=1", "GT_eventTime=2026-03-01T09:00:00Z"
      })
  void anUnknownParameterIsAProblem(String query) {
    assertThat(problems(query))
        .extracting(QueryProblem::code)
        .containsExactly(Code.UNKNOWN_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventType=Event",
        "GE_eventTime=2026-03-01",
        "GE_eventTime=yesterday",
        "GE_eventTime=2026-03-01T09:00:00",
        "EQ_action=add",
        "EQ_bizStep=no_such_step",
        "EQ_readPoint=dock",
        "MATCH_epc=4711",
        "GT_quantity=many",
        "GT_quantity=1|2",
        "GT_quantity=1e999999999",
        "GT_https://x.example/#f=text",
        "EXISTS_errorDeclaration=maybe",
        "EQ_booleanValue=yes",
        "orderBy=bizStep",
        "orderDirection=UP",
        "perPage=0",
        "perPage=-1",
        "perPage=x",
        "perPage=99999999999",
        "maxEventCount=-1",
        "MATCH_epc=urn:epc:idpat:sgtin:*.1.*",
        "MATCH_epc=urn:epc:idpat:sgtin:..*",
        "MATCH_epc=urn:epc:id:sgtin:9521234.054321",
        "MATCH_epc=urn:epc:id:sscc:9521234.1",
        "MATCH_anyEPC=https://id.gs1.org/01/09521234543214/21/A1",
        "MATCH_anyEPC=https://other.example/01/09521234543214/21/A1",
        "MATCH_parentID=https://id.gs1.org/00/1",
        "MATCH_epcClass=urn:epc:class:lgtin:9521234.0543210.L1",
        "MATCH_epc=urn:epc:idpat:sgtin:9521234.*",
        "MATCH_epc=urn:epc:idpat:sgtin:9521234.05432.*",
        "MATCH_epc=urn:epc:idpat:sgtin:9521234.05432x.*",
        "MATCH_epc=urn:epc:idpat:sscc:95212.*",
        "MATCH_epc=urn:epc:idpat:sscc:*.*.*",
        "MATCH_anyEPCClass=urn:epc:class:lgtin:9521234.05.*"
      })
  void aWrongValueIsAProblem(String query) {
    assertThat(problems(query)).extracting(QueryProblem::code).containsExactly(Code.INVALID_VALUE);
  }

  @Test
  void everyProblemIsTold() {
    assertThat(problems("EQ_action=&foo=1&EQ_bizStep=x&perPage=0"))
        .extracting(QueryProblem::parameter)
        .containsExactlyInAnyOrder("EQ_action", "foo", "EQ_bizStep", "perPage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventCountLimit=1",
        "eventCountLimit=1&maxEventCount=1&orderBy=eventTime",
        "EXISTS_sensorElement=&EXISTS_sensorElementList=",
        "EQ_https://x.example/#f=1&EQ_https://x.example#f=2",
      })
  void parametersThatContradictEachOtherAreAProblem(String query) {
    assertThat(problems(query)).extracting(QueryProblem::code).containsExactly(Code.CONFLICT);
  }

  @Test
  void aQueryOfTooManyValuesIsRefused() {
    assertThat(problems("EQ_stringValue=" + "x|".repeat(3000) + "x"))
        .extracting(QueryProblem::code)
        .containsExactly(Code.TOO_COMPLEX);
  }

  @Test
  void orderAndLimitsAreRead() {
    EventQuery query =
        query("orderBy=ex:name&orderDirection=ASC&eventCountLimit=5&perPage=7&nextPageToken=t");
    assertThat(query.order().orElseThrow().field()).hasToString("https://ns.example/epcis#name");
    assertThat(query.order().orElseThrow().ascending()).isTrue();
    assertThat(query.eventCountLimit()).hasValue(5);
    assertThat(query.perPage()).hasValue(7);
    assertThat(query.nextPageToken()).hasValue("t");
    assertThat(query("orderBy=eventTime").order().orElseThrow().ascending()).isFalse();
    assertThat(query("maxEventCount=0").maxEventCount()).hasValue(0);
  }

  @Test
  void oneQueryHasOneSpelling() {
    EventQuery given =
        query(
            "EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping&EQ_ex:name=A&perPage=3"
                + "&MATCH_epc=urn:epc:id:sgtin:9521234.054321.A1&GE_eventTime=2026-03-01T10:00:00+01:00"
                + "&orderBy=eventTime");
    assertThat(given.parameters())
        .isEqualTo(
            Map.of(
                "EQ_bizStep", List.of("shipping"),
                "EQ_https://ns.example/epcis#name", List.of("A"),
                "MATCH_epc", List.of("https://id.gs1.org/01/09521234543213/21/A1"),
                "GE_eventTime", List.of("2026-03-01T09:00:00Z"),
                "orderBy", List.of("eventTime"),
                "orderDirection", List.of("DESC")));
    assertThat(EventQuery.parse(given.parameters()))
        .isInstanceOfSatisfying(
            Parsed.Ok.class,
            ok -> assertThat(ok.query().parameters()).isEqualTo(given.parameters()));
  }
}
