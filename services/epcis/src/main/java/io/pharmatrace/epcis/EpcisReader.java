package io.pharmatrace.epcis;

import io.pharmatrace.epcis.read.JsonDocumentReader;
import io.pharmatrace.epcis.read.XmlDocumentReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads EPCIS documents, query documents and bare events. Bad input is a value, never an exception.
 * Immutable and thread-safe.
 */
public final class EpcisReader {
  private static final int LOOK_AHEAD = 4096;

  private final ReadLimits limits;

  /** A reader with the default limits. */
  public EpcisReader() {
    this(ReadLimits.DEFAULT);
  }

  /** A reader with limits of its own. */
  public EpcisReader(ReadLimits limits) {
    this.limits = Objects.requireNonNull(limits);
  }

  /**
   * Reads a document whole; the syntax is found out. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public ReadResult read(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    return read(buffered, sniff(buffered));
  }

  /**
   * Reads a document whole. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public ReadResult read(InputStream in, Format format) throws IOException {
    Collector collector = new Collector(limits.maxProblems());
    StreamResult result = stream(in, format, collector);
    List<Problem> problems = new ArrayList<>(collector.problems);
    problems.addAll(result.problems());
    return problems.isEmpty()
        ? new ReadResult.Valid(new EpcisDocument(result.envelope(), collector.events))
        : new ReadResult.Invalid(problems);
  }

  /**
   * As {@link #stream(InputStream, Format, EventSink)}; the syntax is found out.
   *
   * @throws IOException if the stream itself fails
   */
  public StreamResult stream(InputStream in, EventSink sink) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    return stream(buffered, sniff(buffered), sink);
  }

  /**
   * Gives the events of a document to a sink, one at a time, in constant memory; an invalid event
   * does not stop it. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public StreamResult stream(InputStream in, Format format, EventSink sink) throws IOException {
    return switch (format) {
      case XML -> new XmlDocumentReader(limits, sink).read(in);
      case JSON -> new JsonDocumentReader(limits, sink).read(in);
    };
  }

  /** XML starts with a less-than sign, after a byte order mark and white space. */
  private static Format sniff(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    Format format = Format.JSON;
    for (int i = 0; i < LOOK_AHEAD; i++) {
      int next = in.read();
      if (next == '<') {
        format = Format.XML;
      }
      if (next == '<' || next == '{' || next == '[' || next < 0) {
        break;
      }
    }
    in.reset();
    return format;
  }

  private static final class Collector implements EventSink {
    private final int max;
    private final List<EpcisEvent> events = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Collector(int max) {
      this.max = max;
    }

    @Override
    public void event(int index, EpcisEvent event) {
      events.add(event);
    }

    @Override
    public void invalid(int index, List<Problem> found) {
      for (Problem problem : found) {
        if (problems.size() < max) {
          problems.add(problem);
        }
      }
    }
  }
}
