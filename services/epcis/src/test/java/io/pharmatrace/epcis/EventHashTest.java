package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.time.OffsetDateTime;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those published with the reference implementation of the CBV 2.0 event hash:
 * RalphTro/epcis-event-hash-generator, tests/examples, MIT licence. The events are built here from
 * the facts of its examples.
 */
@Feature(standard = Standard.CBV, section = "8.9", name = "Event hash")
class EventHashTest {

  private static final String NS = "https://ns.example.com/epcis/";

  @Test
  void departureWithNestedExtensionsHasThePublishedHash() {
    ObjectEvent event =
        EventBuilder.at(OffsetDateTime.parse("2020-03-04T11:00:30+01:00"))
            .recordTime(OffsetDateTime.parse("2020-03-04T11:00:30.999+01:00"))
            .bizStep("departing")
            .readPoint("urn:epc:id:sgln:4012345.00011.987")
            .extension(
                Extension.object(
                    name("myField1"),
                    List.of(field("mySubField2", "5"), field("mySubField1", "2"))))
            .extension(field("myField2", "0"))
            .extension(
                Extension.object(
                    name("myField3"),
                    List.of(field("mySubField3", "3"), field("mySubField3", "1"))))
            .objectEvent(
                Action.OBSERVE,
                List.of(
                    "urn:epc:id:sscc:4012345.0000000333",
                    "urn:epc:id:sscc:4012345.0000000111",
                    "urn:epc:id:sscc:4012345.0000000222"));

    assertThat(EventHash.of(event).ni())
        .isEqualTo(
            "ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7?ver=CBV2.0");
  }

  @Test
  void shipmentWithSourceDestinationAndDocumentHasThePublishedHash() {
    ObjectEvent event =
        EventBuilder.at(OffsetDateTime.parse("2020-03-04T11:00:30+01:00"))
            .bizStep("departing")
            .disposition("in_transit")
            .bizTransaction("po", "urn:epc:id:gdti:4012345.11111.123")
            .source("owning_party", "urn:epc:id:pgln:4012345.00000")
            .destination("owning_party", "urn:epc:id:pgln:0614141.00000")
            .extension(field("userExt", "CD-34"))
            .objectEvent(Action.OBSERVE, List.of("urn:epc:id:sgtin:0614141.011111.987"));
    Place readPoint =
        new Place(
            new Identifier("urn:epc:id:sgln:4012345.00011.0"), List.of(field("myField1", "AB-12")));

    assertThat(EventHash.of(withReadPoint(event, readPoint)).hex())
        .isEqualTo("a13cbe6c8bb6df3710b3edaeff760a1365ec8fd69ca1f4d7e0c10eb5189a883a");
  }

  @Test
  void digitalLinkAndUrnOfTheSameThingHaveOneHash() {
    EventBuilder urn =
        EventBuilder.at(OffsetDateTime.parse("2026-11-21T08:00:00Z"))
            .readPoint("urn:epc:id:sgln:4012345.00011.0");
    EventBuilder link =
        EventBuilder.at(OffsetDateTime.parse("2026-11-21T08:00:00.000Z"))
            .readPoint("https://example.com/x/414/4012345000115?17=270331");

    assertThat(
            EventHash.of(
                urn.objectEvent(Action.ADD, List.of("urn:epc:id:sgtin:0614141.011111.9%2F7"))))
        .isEqualTo(
            EventHash.of(
                link.objectEvent(
                    Action.ADD,
                    List.of("https://pack.example/01/00614141111114/10/LOT/21/9%2f7"))));
  }

  @Test
  void errorDeclarationChangesOnlyItsOwnHash() {
    OffsetDateTime time = OffsetDateTime.parse("2026-11-21T08:00:00Z");
    List<String> epcs = List.of("urn:epc:id:sgtin:0614141.011111.987");
    EpcisEvent plain = EventBuilder.at(time).objectEvent(Action.OBSERVE, epcs);
    EpcisEvent declared =
        EventBuilder.at(time)
            .error(new ErrorDeclaration(time.plusHours(1), null, List.of(), List.of()))
            .objectEvent(Action.OBSERVE, epcs);

    assertThat(EventHash.of(declared)).isEqualTo(EventHash.of(plain));
    assertThat(EventHash.ofErrorDeclaration(plain).hex()).isEqualTo("0".repeat(64));
    assertThat(EventHash.ofErrorDeclaration(declared))
        .isNotEqualTo(EventHash.ofErrorDeclaration(plain));
  }

  private static ObjectEvent withReadPoint(ObjectEvent event, Place place) {
    CommonFields c = event.common();
    CommonFields changed =
        new CommonFields(
            c.eventTime(),
            c.eventTimeZoneOffset(),
            c.recordTime(),
            c.eventId(),
            c.certificationInfo(),
            c.errorDeclaration(),
            c.bizStep(),
            c.disposition(),
            c.persistentDisposition(),
            place,
            c.bizLocation(),
            c.bizTransactions(),
            c.sources(),
            c.destinations(),
            c.sensorElements(),
            c.extensions());
    return new ObjectEvent(changed, event.action(), event.epcs(), event.quantities(), event.ilmd());
  }

  private static QName name(String local) {
    return new QName(NS, local, "example");
  }

  private static Extension field(String local, String value) {
    return Extension.text(name(local), value);
  }
}
