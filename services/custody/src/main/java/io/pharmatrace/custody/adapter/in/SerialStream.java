package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.custody.application.IssuedSerials;
import io.pharmatrace.custody.application.IssuedSerials.Issue;
import io.pharmatrace.custody.application.IssuedSerials.Placed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Serial numbers as text that is read from the database while it is sent. Their characters mean
 * themselves in JSON and CSV. Of one thread.
 */
final class SerialStream extends InputStream {
  private static final int PAGE = 10_000;

  /** What stands around the numbers. */
  private record Frame(String head, String before, String between, String after, String tail) {}

  private final IssuedSerials serials;
  private final Issue issue;
  private final Frame frame;
  private InputStream present;
  private int last;
  private boolean ended;

  private SerialStream(IssuedSerials serials, Issue issue, Frame frame) {
    this.serials = serials;
    this.issue = issue;
    this.frame = frame;
    this.present = bytes(frame.head());
  }

  /** A header line, and a line for each number (RFC 4180). */
  static InputStream csv(IssuedSerials serials, Issue issue) {
    return new SerialStream(serials, issue, new Frame("serial\r\n", "", "", "\r\n", ""));
  }

  /** A JSON object with the figures and the numbers. */
  static InputStream json(IssuedSerials serials, Issue issue) {
    String head =
        """
        {"gtin":"%s","count":%d,"length":%d,"possible":"%s",\
        "guessProbabilityBelow":"0.0001","serials":[\
        """
            .formatted(
                issue.gtin().digits(),
                issue.count(),
                issue.form().length(),
                issue.form().possible());
    return new SerialStream(serials, issue, new Frame(head, "\"", ",", "\"", "]}"));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = present.read(to, offset, length);
    while (count < 0 && !ended) {
      present = bytes(next());
      count = present.read(to, offset, length);
    }
    return count;
  }

  /** The text of the next page, or after the last of them what closes all. */
  private String next() {
    List<Placed> page = serials.page(issue, last, PAGE);
    if (page.isEmpty()) {
      ended = true;
      return frame.tail();
    }
    String between = frame.after() + frame.between() + frame.before();
    String text = page.stream().map(Placed::serial).collect(Collectors.joining(between));
    boolean first = last == 0;
    last = page.getLast().position();
    return (first ? "" : frame.between()) + frame.before() + text + frame.after();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
