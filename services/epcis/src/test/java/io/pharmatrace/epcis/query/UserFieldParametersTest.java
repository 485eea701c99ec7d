package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.assertMatch;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on users' fields, asked so that they hold and so that they do not. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class UserFieldParametersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_ex:temperature=21.50",
        "EQ_https://ns.example/epcis/#temperature=21.5",
        "EQ_https://ns.example/epcis#temperature=21.5",
        "EQ_https://ns.example/epcis/temperature=21.5",
        "GT_ex:temperature=21",
        "GE_ex:temperature=21.5",
        "LT_ex:temperature=22",
        "LE_ex:temperature=21.5",
        "EQ_ex:seen=2026-03-01T13:00:00+01:00",
        "GE_ex:seen=2026-03-01T12:00:00Z",
        "LT_ex:seen=2026-03-01T12:00:01Z",
        "EQ_ex:name=Zoë|Ann",
        "EQ_ex:flag=true",
        "EQ_ex:code=007",
        "EQ_ex:thing=https://id.gs1.org/01/09521234543213/21/X",
        "EXISTS_ex:outer=",
        "EQ_INNER_ex:inner=deep",
        "GT_INNER_ex:deepest=4",
        "EXISTS_INNER_ex:deepest=true",
        "EQ_ILMD_cbvmda:lotNumber=L1",
        "EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber=L1",
        "EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber=L1",
        "EQ_ILMD_ex:grade=3",
        "LE_ILMD_ex:grade=3",
        "EXISTS_ILMD_cbvmda:itemExpirationDate=",
        "EQ_INNER_ILMD_ex:shift=night",
        "EXISTS_INNER_ILMD_ex:shift=",
        "EQ_ERROR_DECLARATION_ex:by=Ann",
        "EXISTS_ERROR_DECLARATION_ex:by=",
        "GE_INNER_ERROR_DECLARATION_ex:ticket=42",
        "EXISTS_INNER_ERROR_DECLARATION_ex:ticket=",
        "EQ_readPoint_ex:lane=7",
        "EQ_INNER_readPoint_ex:gate=G1",
        "EQ_bizLocation_ex:floor=2",
        "EQ_INNER_bizLocation_ex:room=R5",
        "EQ_SENSORELEMENT_ex:rack=K",
        "EQ_INNER_SENSORELEMENT_ex:row=2",
        "EXISTS_SENSORELEMENT_ex:rack=",
        "GE_SENSORMETADATA_ex:battery=80",
        "EQ_INNER_SENSORMETADATA_ex:a=b",
        "EXISTS_SENSORMETADATA_ex:battery=",
        "EQ_SENSORREPORT_ex:calibrated=yes",
        "LT_INNER_SENSORREPORT_ex:x=2",
        "EXISTS_SENSORREPORT_ex:calibrated=",
      })
  void usersFieldsThatMatch(String query) {
    assertMatch(Samples.OBJECT, query, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_ex:temperature=21",
        "EQ_https://other.example/epcis#temperature=21.5",
        "GT_ex:temperature=21.5",
        "LT_ex:temperature=21.5",
        "GT_ex:name=1",
        "EQ_ex:name=zoë",
        "EQ_ex:code=7",
        "EQ_ex:inner=deep",
        "EQ_INNER_ex:temperature=21.5",
        "EXISTS_ex:inner=",
        "EQ_ex:lotNumber=L1",
        "EQ_ILMD_ex:lotNumber=L1",
        "EQ_ILMD_ex:shift=night",
        "EXISTS_ILMD_ex:temperature=",
        "EQ_ERROR_DECLARATION_ex:ticket=42",
        "EQ_readPoint_ex:floor=2",
        "EQ_bizLocation_ex:lane=7",
        "EQ_SENSORELEMENT_ex:battery=80",
        "EQ_SENSORREPORT_ex:rack=K",
        "GT_SENSORMETADATA_ex:battery=80",
      })
  void usersFieldsThatDoNot(String query) {
    assertMatch(Samples.OBJECT, query, false);
  }
}
