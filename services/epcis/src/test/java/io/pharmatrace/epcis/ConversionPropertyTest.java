package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConversionPropertyTest {
  private static final int TRIES = 60;

  @Provide
  Arbitrary<EpcisEvent> events() {
    return Events.any();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "JSON-LD is read back as the same event")
  void jsonIsReadBackAsTheSameEvent(@ForAll("events") EpcisEvent event) {
    assertThat(Reading.events(JsonLd.writeAsGiven(event))).containsExactly(event);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  @Feature(
      standard = Standard.EPCIS,
      section = "9",
      name = "Documents in JSON-LD, XML 2.0 and XML 1.2 say the same")
  void documentsInEverySyntaxSayTheSame(@ForAll("events") EpcisEvent event) throws IOException {
    EpcisDocument document =
        new EpcisDocument(
            Envelope.document(OffsetDateTime.parse("2026-11-21T08:00:00Z")), List.of(event));
    for (Syntax syntax : Syntax.values()) {
      EpcisDocument back = Reading.document(written(document, syntax));
      assertThat(back.envelope().creationDate()).isEqualTo(document.envelope().creationDate());
      // JSON text as the measure: an XML attribute is the same member as an element.
      assertThat(back.events())
          .as("%s", syntax)
          .extracting(JsonLd::writeAsGiven)
          .containsExactly(JsonLd.writeAsGiven(event));
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  @Feature(standard = Standard.EPCIS, section = "9", name = "Bare XML events say the same")
  void bareXmlEventSaysTheSame(@ForAll("events") EpcisEvent event) {
    for (Syntax syntax : List.of(Syntax.XML_2_0, Syntax.XML_1_2)) {
      assertThat(Reading.events(EpcisXml.write(event, syntax)))
          .extracting(JsonLd::writeAsGiven)
          .containsExactly(JsonLd.writeAsGiven(event));
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  @Feature(
      standard = Standard.CBV,
      section = "8.9",
      name = "Event hash: one in every syntax, spelling and order")
  void hashIsTheSameInEverySyntaxSpellingAndOrder(
      @ForAll("events") EpcisEvent event, @ForAll long seed) {
    EventHash hash = EventHash.of(event);

    assertThat(Reading.events(JsonLd.write(event))).extracting(EventHash::of).containsExactly(hash);
    assertThat(Reading.events(EpcisXml.write(event, Syntax.XML_2_0)))
        .extracting(EventHash::of)
        .containsExactly(hash);
    assertThat(EventHash.of(shuffled(event, new Random(seed)))).isEqualTo(hash);
  }

  private static String written(EpcisDocument document, Syntax syntax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EpcisWriter.write(document, syntax, Spelling.AS_GIVEN, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static EpcisEvent shuffled(EpcisEvent event, Random random) {
    CommonFields c = event.common();
    CommonFields common =
        new CommonFields(
            c.eventTime(),
            c.eventTimeZoneOffset(),
            null,
            null,
            c.certificationInfo(),
            null,
            c.bizStep(),
            c.disposition(),
            c.persistentDisposition(),
            c.readPoint(),
            c.bizLocation(),
            shuffled(c.bizTransactions(), random),
            shuffled(c.sources(), random),
            shuffled(c.destinations(), random),
            shuffled(c.sensorElements(), random),
            shuffled(c.extensions(), random));
    return switch (event) {
      case ObjectEvent e ->
          new ObjectEvent(
              common,
              e.action(),
              shuffled(e.epcs(), random),
              shuffled(e.quantities(), random),
              new Ilmd(shuffled(e.ilmd().fields(), random)));
      case AggregationEvent e ->
          new AggregationEvent(
              common,
              e.action(),
              e.parent(),
              shuffled(e.children(), random),
              shuffled(e.childQuantities(), random));
      case AssociationEvent e ->
          new AssociationEvent(
              common,
              e.action(),
              e.parent(),
              shuffled(e.children(), random),
              shuffled(e.childQuantities(), random));
      case TransactionEvent e ->
          new TransactionEvent(
              common,
              e.action(),
              e.parent(),
              shuffled(e.epcs(), random),
              shuffled(e.quantities(), random));
      case TransformationEvent e ->
          new TransformationEvent(
              common,
              shuffled(e.inputs(), random),
              shuffled(e.inputQuantities(), random),
              shuffled(e.outputs(), random),
              shuffled(e.outputQuantities(), random),
              e.transformationId(),
              new Ilmd(shuffled(e.ilmd().fields(), random)));
    };
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
