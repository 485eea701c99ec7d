package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Feature(
    standard = Standard.EPCIS,
    section = "8",
    name = "Event by event while a document is being read")
class StreamingTest {
  private static final int EVENTS = 2_000;
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T08:00:00Z");

  @ParameterizedTest
  @EnumSource(Syntax.class)
  void eventsArriveWhileTheDocumentIsBeingRead(Syntax syntax) throws IOException {
    byte[] document = document(syntax);
    Counting in = new Counting(new ByteArrayInputStream(document));
    List<Long> readWhenEventCame = new ArrayList<>();

    StreamResult result =
        new EpcisReader()
            .stream(
                in,
                syntax == Syntax.JSON_LD_2_0 ? Format.JSON : Format.XML,
                new EventSink() {
                  @Override
                  public void event(int index, EpcisEvent event) {
                    readWhenEventCame.add(in.count);
                  }

                  @Override
                  public void invalid(int index, List<Problem> problems) {
                    throw new AssertionError(problems);
                  }
                });

    assertThat(result.problems()).isEmpty();
    assertThat(result.events()).isEqualTo(EVENTS);
    assertThat(readWhenEventCame.getFirst()).isLessThan(document.length / 20L);
    assertThat(readWhenEventCame.get(EVENTS / 2)).isLessThan(document.length * 11L / 20);
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  void invalidEventDoesNotStopTheOthers(Syntax syntax) throws IOException {
    String document =
        new String(document(syntax), StandardCharsets.UTF_8)
            .replaceFirst("urn:epc:id:sgtin:9521234.054321.1000\\b", "no uri");
    List<Integer> invalid = new ArrayList<>();
    List<Integer> valid = new ArrayList<>();

    new EpcisReader()
        .stream(
            new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
            syntax == Syntax.JSON_LD_2_0 ? Format.JSON : Format.XML,
            new EventSink() {
              @Override
              public void event(int index, EpcisEvent event) {
                valid.add(index);
              }

              @Override
              public void invalid(int index, List<Problem> problems) {
                invalid.add(index);
              }
            });

    assertThat(invalid).containsExactly(1000);
    assertThat(valid).hasSize(EVENTS - 1);
  }

  private static byte[] document(Syntax syntax) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EpcisWriter writer =
        EpcisWriter.open(syntax, Envelope.document(TIME), Spelling.AS_GIVEN, out)) {
      for (int i = 0; i < EVENTS; i++) {
        writer.write(
            EventBuilder.at(TIME.plusSeconds(i))
                .bizStep("commissioning")
                .disposition("active")
                .readPoint("urn:epc:id:sgln:9521234.00001.0")
                .lot("L" + i)
                .objectEvent(Action.ADD, List.of("urn:epc:id:sgtin:9521234.054321." + i)));
      }
    }
    return out.toByteArray();
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
