package io.pharmatrace.launcher.epcis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.pharmatrace.epcis.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON answers, one a line, in ASCII so that no locale can spoil them. Written as they come. */
final class Answers implements AutoCloseable {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .rootValueSeparator("")
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /** So rarely whether somebody still listens is asked, since asking empties buffers. */
  private static final int CHECKED = 64;

  private final PrintWriter to;
  private final JsonGenerator out;
  private int answers;

  Answers(PrintWriter to) {
    this.to = to;
    try {
      this.out = JSON.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot write answers", broken);
    }
  }

  /** What an answer says. */
  @FunctionalInterface
  interface Body {
    void to(JsonGenerator out) throws IOException;
  }

  /** One whole answer. */
  void answer(String input, @Nullable Long line, Body body) {
    write(
        out -> {
          begin(input, line);
          body.to(out);
          end();
        });
  }

  /** A part of an answer that is written as it comes. */
  void write(Body body) {
    try {
      body.to(out);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot write answers", broken);
    }
  }

  /** Opens an answer and says which input it is about. */
  void begin(String input, @Nullable Long line) throws IOException {
    out.writeStartObject();
    out.writeStringField("input", input);
    if (line != null) {
      out.writeNumberField("line", line);
    }
  }

  /** Ends an answer and its line. */
  void end() throws IOException {
    out.writeEndObject();
    out.writeRaw('\n');
    if (++answers % CHECKED == 0) {
      out.flush();
      check();
    }
  }

  /** A writer for printing swallows its failures: an answer must not be lost in silence. */
  private void check() throws IOException {
    if (to.checkError() || System.out.checkError()) {
      throw new IOException("standard output is closed or full");
    }
  }

  /** What is wrong, as a field of an open answer. */
  static void problems(JsonGenerator out, List<Problem> problems) throws IOException {
    out.writeArrayFieldStart("problems");
    for (Problem problem : problems) {
      problem(out, problem.code().name(), problem.path(), problem.message());
    }
    out.writeEndArray();
  }

  /** One problem, as an element of a list. */
  static void problem(JsonGenerator out, String code, String path, String message)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("code", code);
    out.writeStringField("path", path);
    out.writeStringField("message", message);
    out.writeEndObject();
  }

  /** An input that could not be opened, or broke while it was read. */
  void unreadable(String input, @Nullable Long line, Exception why) {
    answer(
        input,
        line,
        out -> {
          out.writeArrayFieldStart("problems");
          problem(out, "INPUT_UNREADABLE", "", "The input cannot be read: " + why + ".");
          out.writeEndArray();
        });
  }

  @Override
  public void close() {
    write(
        open -> {
          open.close();
          check();
        });
  }
}
