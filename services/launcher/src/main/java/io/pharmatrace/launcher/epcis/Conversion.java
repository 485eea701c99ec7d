package io.pharmatrace.launcher.epcis;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.EpcisXml;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.JsonLd;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.StreamResult;
import io.pharmatrace.epcis.Syntax;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Converts in two passes over the input, or a copy if it can be read once only: the first says
 * whether it is valid and what surrounds the events, which may stand after them; the second writes.
 * Memory does not depend on the size of the document.
 */
final class Conversion {
  private static final int MOST_PROBLEMS = 1000;

  private final EpcisReader reader;
  private final Syntax to;
  private final UnaryOperator<String> spelling;

  Conversion(EpcisReader reader, Syntax to, UnaryOperator<String> spelling) {
    this.reader = reader;
    this.to = to;
    this.spelling = spelling;
  }

  /** Reads the input once. */
  Checked check(Input input) throws IOException {
    Path own = input.file() == null ? Files.createTempFile("pharmatrace-epcis", ".tmp") : null;
    Path document = own == null ? Objects.requireNonNull(input.file()) : own;
    try {
      if (own != null) {
        Files.copy(input.content(), own, StandardCopyOption.REPLACE_EXISTING);
      }
      Checking checking = new Checking(to, new ArrayList<>(), new ArrayList<>());
      StreamResult result = pass(document, checking);
      checking.problems().addAll(result.problems());
      return new Checked(document, own, result, checking);
    } catch (IOException | RuntimeException failed) {
      delete(own);
      throw failed;
    }
  }

  private static void delete(@Nullable Path copy) throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }

  private StreamResult pass(Path document, EventSink sink) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(document))) {
      return reader.stream(in, sink);
    }
  }

  /** An input that was read once; closing deletes the copy. */
  final class Checked implements AutoCloseable {
    private final Path document;
    private final @Nullable Path copy;
    private final StreamResult result;
    private final Checking checking;

    private Checked(Path document, @Nullable Path copy, StreamResult result, Checking checking) {
      this.document = document;
      this.copy = copy;
      this.result = result;
      this.checking = checking;
    }

    List<Problem> problems() {
      return checking.problems();
    }

    /** What the other syntax does not give back, by the number of its event from 0. */
    List<String> changed() {
      return checking.changed();
    }

    int events() {
      return result.events();
    }

    /** Writes the converted document. */
    void write(OutputStream out) throws IOException {
      boolean bare = result.envelope().kind() == Envelope.Kind.BARE_EVENT;
      if (bare && result.events() == 1) {
        pass(
            document,
            new Writing(event -> out.write(text(event).getBytes(StandardCharsets.UTF_8))));
        return;
      }
      try (EpcisWriter writer = EpcisWriter.open(to, envelope(bare), spelling, out)) {
        pass(document, new Writing(writer::write));
      }
    }

    /** With a date, which the JSON of query results may lack; no XML document may. */
    private Envelope envelope(boolean bare) {
      Envelope given = result.envelope();
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
      if (bare) {
        return Envelope.document(now);
      }
      return given.creationDate() != null || to == Syntax.JSON_LD_2_0
          ? given
          : new Envelope(
              given.kind(),
              given.schemaVersion(),
              now,
              given.fields(),
              given.header(),
              given.masterData(),
              given.query());
    }

    private String text(EpcisEvent event) {
      return to == Syntax.JSON_LD_2_0
          ? JsonLd.write(event, spelling)
          : EpcisXml.write(event, to, spelling);
    }

    @Override
    public void close() throws IOException {
      delete(copy);
    }
  }

  private record Checking(Syntax to, List<Problem> problems, List<String> changed)
      implements EventSink {
    @Override
    public void event(int index, EpcisEvent event) {
      if (to == Syntax.JSON_LD_2_0 && changed.size() < MOST_PROBLEMS) {
        JsonLd.attributes(event).forEach(name -> changed.add(index + " " + name));
      }
    }

    @Override
    public void invalid(int index, List<Problem> found) {
      found.stream().limit(Math.max(0, MOST_PROBLEMS - problems.size())).forEach(problems::add);
    }
  }

  /** Takes an event, and may fail. */
  @FunctionalInterface
  private interface Target {
    void write(EpcisEvent event) throws IOException;
  }

  private record Writing(Target target) implements EventSink {
    @Override
    public void event(int index, EpcisEvent event) {
      try {
        target.write(event);
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot write the converted document", broken);
      }
    }

    @Override
    public void invalid(int index, List<Problem> problems) {
      throw new IllegalStateException("valid in the first pass, not in the second: " + problems);
    }
  }
}
