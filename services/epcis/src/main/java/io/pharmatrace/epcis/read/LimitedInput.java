package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops after a number of bytes, and where a single step of a parser takes too many: a parser keeps
 * a comment, a tag or a declaration in memory until it has seen its end.
 */
final class LimitedInput extends FilterInputStream {
  private final long max;
  private long left;
  private long step = Long.MAX_VALUE;
  private long part = Long.MAX_VALUE;
  private long maxPart = Long.MAX_VALUE;

  LimitedInput(InputStream in, long max) {
    super(in);
    this.max = max;
    this.left = max;
  }

  /** From here on at most so many bytes are read until this is called again. */
  void step(long bytes) {
    step = bytes;
  }

  /** From here on at most so many bytes are read until this is called again. */
  void part(long bytes) {
    part = bytes;
    maxPart = bytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws IOException {
    left -= bytes;
    step -= bytes;
    part -= bytes;
    if (left < 0) {
      throw new LimitException(
          ProblemCode.LIMIT_SIZE, "The document is larger than " + max + " bytes.");
    }
    if (step < 0) {
      throw new LimitException(
          ProblemCode.LIMIT_TEXT, "A comment, tag or other single piece of XML is too long.");
    }
    if (part < 0) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENT_SIZE,
          "One event, or the header, has more than " + maxPart + " bytes.");
    }
  }
}
