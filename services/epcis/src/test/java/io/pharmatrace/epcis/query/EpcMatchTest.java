package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.RECORDED;
import static io.pharmatrace.epcis.query.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.EpcisEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MATCH parameters. */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7.1.1",
    name = "SimpleEventQuery: matching of EPCs, EPC patterns and Digital Links")
class EpcMatchTest {
  @ParameterizedTest
  @CsvSource({
    "MATCH_epc, urn:epc:id:sgtin:9521234.054321.A1, O",
    "MATCH_epc, https://id.gs1.org/01/09521234543213/21/A1, O",
    "MATCH_epc, https://other.example/p/01/9521234543213/10/L1/21/A1?17=270301, O",
    "MATCH_epc, urn:epc:id:sgtin:9521234.054321.A2, -",
    "MATCH_epc, urn:epc:id:sscc:9521234.0000000001, O",
    "MATCH_epc, urn:epc:idpat:sgtin:9521234.054321.*, O",
    "MATCH_epc, urn:epc:idpat:sgtin:9521234.054321.A1, O",
    "MATCH_epc, urn:epc:idpat:sgtin:9521234.*.*, OP",
    "MATCH_epc, urn:epc:idpat:sgtin:*.*.*, OP",
    "MATCH_epc, urn:epc:idpat:sgtin:952123.*.*, OP",
    "MATCH_epc, urn:epc:idpat:sgtin:9521235.*.*, -",
    "MATCH_epc, urn:epc:idpat:sgtin:9521234.054322.*, -",
    "MATCH_epc, urn:epc:idpat:sscc:9521234.*, O",
    "MATCH_epc, urn:epc:idpat:sscc:9521235.*, -",
    "MATCH_epc, https://id.gs1.org/01/09521234543213, O",
    "MATCH_epc, https://id.gs1.org/01/19521234543210, P",
    "MATCH_parentID, urn:epc:id:sscc:9521234.0000000001, P",
    "MATCH_parentID, https://id.gs1.org/00/095212340000000013, P",
    "MATCH_parentID, urn:epc:idpat:sscc:*.*, P",
    "MATCH_inputEPC, urn:epc:id:sgtin:9521234.054321.IN, T",
    "MATCH_inputEPC, urn:epc:id:sgtin:9521234.054321.OUT, -",
    "MATCH_outputEPC, urn:epc:id:sgtin:9521234.054321.OUT, T",
    "MATCH_anyEPC, urn:epc:id:sscc:9521234.0000000001, OP",
    "MATCH_anyEPC, urn:epc:idpat:sgtin:9521234.054321.*, OT",
    "MATCH_epcClass, urn:epc:class:lgtin:9521234.054321.L1, O",
    "MATCH_epcClass, https://id.gs1.org/01/09521234543213/10/L1, O",
    "MATCH_epcClass, urn:epc:class:lgtin:9521234.054321.*, OP",
    "MATCH_epcClass, urn:epc:idpat:sgtin:9521234.054321.*, O",
    "MATCH_epcClass, https://id.gs1.org/01/09521234543213, O",
    "MATCH_epcClass, urn:epc:idpat:sgtin:9521234.*.*, O",
    "MATCH_epcClass, urn:epc:id:sgtin:9521234.054321.400, -",
    "MATCH_inputEPCClass, urn:epc:class:lgtin:9521234.054321.LI, T",
    "MATCH_outputEPCClass, urn:epc:class:lgtin:9521234.054321.LO, T",
    "MATCH_outputEPCClass, urn:epc:class:lgtin:9521234.054321.LI, -",
    "MATCH_anyEPCClass, urn:epc:class:lgtin:9521234.*.*, OPT",
  })
  void matchesTheEventsThatNameIt(String parameter, String value, String expected) {
    EventQuery query = query(parameter + "=" + value);
    String found =
        (query.matches(Samples.OBJECT, RECORDED) ? "O" : "")
            + (query.matches(Samples.PACKING, RECORDED) ? "P" : "")
            + (query.matches(Samples.MAKING, RECORDED) ? "T" : "");
    assertThat(found.isEmpty() ? "-" : found).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epc:id:sgln:9521234.00001.7, urn:epc:idpat:sgln:9521234.00001.*, urn:epc:idpat:sgln:9521234.00002.*",
    "urn:epc:id:pgln:9521234.00001, urn:epc:idpat:pgln:9521234.*, urn:epc:idpat:pgln:9521235.*",
    "urn:epc:id:grai:9521234.12345.9, urn:epc:idpat:grai:9521234.*.*, urn:epc:idpat:grai:9521234.12346.*",
    "urn:epc:id:gdti:9521234.12345.9, urn:epc:idpat:gdti:9521234.12345.*, urn:epc:idpat:gdti:9521235.*.*",
    "urn:epc:id:sgcn:9521234.12345.9, urn:epc:idpat:sgcn:9521234.12345.*, urn:epc:idpat:sgcn:9521235.*.*",
    "urn:epc:id:gsrn:9521234.1234567890, urn:epc:idpat:gsrn:9521234.*, urn:epc:idpat:gsrn:9521235.*",
    "urn:epc:id:gsrnp:9521234.1234567890, urn:epc:idpat:gsrnp:9521234.*, urn:epc:idpat:gsrn:9521234.*",
    "urn:epc:id:gsin:9521234.123456789, urn:epc:idpat:gsin:9521234.*, urn:epc:idpat:gsin:9521235.*",
    "urn:epc:id:giai:9521234.A-7, urn:epc:idpat:giai:9521234.*, urn:epc:idpat:giai:9521235.*",
    "urn:epc:id:ginc:9521234.A-7, urn:epc:idpat:ginc:9521234.*, urn:epc:idpat:ginc:9521235.*",
    "urn:epc:id:cpi:9521234.PQ7%2FZ43.123, urn:epc:idpat:cpi:9521234.PQ7%2FZ43.*, urn:epc:idpat:cpi:9521234.PQ8.*",
    "urn:epc:id:itip:9521234.054321.01.02.7, urn:epc:idpat:itip:9521234.054321.01.02.*, urn:epc:idpat:itip:9521234.054322.*.*.*",
    "urn:epc:id:upui:9521234.054321.51qIgY, urn:epc:idpat:upui:9521234.054321.*, urn:epc:idpat:upui:9521234.054322.*",
    "urn:epc:id:gid:952.1.2, urn:epc:idpat:gid:952.1.*, urn:epc:idpat:gid:952.2.*",
    "https://id.gs1.org/8003/09521234123453X, urn:epc:idpat:grai:9521234.12345.*, urn:epc:idpat:grai:9521234.12346.*",
  })
  void knowsThePatternsOfEveryKey(String epc, String fitting, String other) {
    EpcisEvent event =
        Samples.event(
            "\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", \"epcList\": [\"" + epc + "\"]");
    assertThat(query("MATCH_epc=" + fitting).matches(event, RECORDED)).isTrue();
    assertThat(query("MATCH_epc=" + other).matches(event, RECORDED)).isFalse();
  }
}
