package io.pharmatrace.epcis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.xml.namespace.QName;

/** A program that reads, hashes and writes a document of 100,000 events as it is being made. */
final class LargeDocument {
  private static final int EVENTS = 100_000;
  private static final int PACKS = 10;
  private static final String REMARK = "what somebody wrote ".repeat(80);
  private static final int PIPE = 1 << 16;
  private static final Envelope ENVELOPE =
      Envelope.document(OffsetDateTime.parse("2026-11-21T08:00:00Z"));

  private LargeDocument() {}

  /** Prints the number of events that were read, and the bytes that they took. */
  public static void main(String[] arguments) throws IOException {
    Syntax from = Syntax.valueOf(arguments[0]);
    PipedInputStream in = new PipedInputStream(PIPE);
    PipedOutputStream out = new PipedOutputStream(in);
    Thread.ofPlatform().daemon().start(() -> make(from, out));
    Counting counting = new Counting(in);
    StreamResult result;
    try (EpcisWriter writer =
        EpcisWriter.open(
            Syntax.valueOf(arguments[1]),
            ENVELOPE,
            Spelling.AS_GIVEN,
            OutputStream.nullOutputStream())) {
      result =
          new EpcisReader().stream(new BufferedInputStream(counting), new HashAndWrite(writer));
    }
    if (!result.problems().isEmpty()) {
      throw new IllegalStateException(result.problems().toString());
    }
    System.out.println(result.events() + " " + counting.count);
  }

  private static void make(Syntax syntax, OutputStream out) {
    try (out;
        EpcisWriter writer = EpcisWriter.open(syntax, ENVELOPE, UnaryOperator.identity(), out)) {
      for (int i = 0; i < EVENTS; i++) {
        writer.write(event(i));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static EpcisEvent event(int number) {
    List<String> packs =
        IntStream.range(0, PACKS)
            .mapToObj(i -> "urn:epc:id:sgtin:9521234.054321.S" + number + "-" + i)
            .toList();
    return EventBuilder.at(OffsetDateTime.parse("2026-11-21T08:00:00Z").plusSeconds(number))
        .bizStep("commissioning")
        .disposition("active")
        .readPoint("https://id.gs1.org/414/9521234000013")
        .lot("L" + number)
        .extension(Extension.text(new QName("https://own.example/", "remark", "own"), REMARK))
        .objectEvent(Action.ADD, packs);
  }

  private record HashAndWrite(EpcisWriter writer) implements EventSink {
    @Override
    public void event(int index, EpcisEvent event) {
      try {
        if (EventHash.of(event).hex().isEmpty() || event.identifiers().size() != PACKS) {
          throw new IllegalStateException("event " + index + " is another");
        }
        writer.write(event);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public void invalid(int index, List<Problem> problems) {
      throw new IllegalStateException(problems.toString());
    }
  }

  private static final class Counting extends InputStream {
    private final InputStream in;
    private long count;

    Counting(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = in.read(to, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
