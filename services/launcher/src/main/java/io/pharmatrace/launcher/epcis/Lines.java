package io.pharmatrace.launcher.epcis;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream as streams of their own: however long a line is, memory stays the same. */
final class Lines {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end, or null after the last. Reading it to its end is the caller's.
   *
   * @throws IOException if the stream fails
   */
  @Nullable InputStream next() throws IOException {
    return fill() ? new Line() : null;
  }

  private boolean fill() throws IOException {
    while (position == limit) {
      int read = in.read(buffer, 0, BUFFER);
      if (read < 0) {
        return false;
      }
      position = 0;
      limit = read;
    }
    return true;
  }

  private final class Line extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (ended || !fill()) {
        return -1;
      }
      int end = position;
      while (end < limit && end - position < length && buffer[end] != '\n') {
        end++;
      }
      int count = end - position;
      System.arraycopy(buffer, position, to, offset, count);
      position = end;
      if (position < limit && buffer[position] == '\n') {
        position++;
        ended = true;
      }
      return count == 0 ? -1 : count;
    }
  }
}
