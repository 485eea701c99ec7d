package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads test documents. */
final class Reading {
  private Reading() {}

  static ReadResult read(String text) {
    return read(text, ReadLimits.DEFAULT);
  }

  static ReadResult read(String text, ReadLimits limits) {
    try {
      return new EpcisReader(limits)
          .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static EpcisDocument document(String text) {
    ReadResult result = read(text);
    assertThat(result).isInstanceOf(ReadResult.Valid.class);
    return ((ReadResult.Valid) result).document();
  }

  static List<EpcisEvent> events(String text) {
    return document(text).events();
  }

  static List<Problem> problems(String text) {
    ReadResult result = read(text);
    assertThat(result).isInstanceOf(ReadResult.Invalid.class);
    return ((ReadResult.Invalid) result).problems();
  }

  /** An XML 2.0 document around the events. */
  static String xml(String... events) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
            creationDate="2026-11-21T08:00:00Z" xmlns:cbvmda="urn:epcglobal:cbv:mda"
            xmlns:example="https://ns.example.com/epcis/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <EPCISBody><EventList>%s</EventList></EPCISBody>
        </epcis:EPCISDocument>
        """
        .formatted(String.join("\n", events));
  }
}
