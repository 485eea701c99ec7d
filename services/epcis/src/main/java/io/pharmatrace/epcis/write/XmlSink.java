package io.pharmatrace.epcis.write;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes tags and text so that a parser reads back exactly what was given, line ends and tabs in
 * attributes included, which the JDK's own writer does not escape. A character that XML does not
 * know becomes U+FFFD.
 */
final class XmlSink {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  XmlSink(Writer out) throws IOException {
    this.out = out;
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  }

  void start(String name) throws IOException {
    closeTag();
    out.write('<');
    out.write(name);
    open.push(name);
    inTag = true;
  }

  /** Only directly after a start or another attribute. */
  void attribute(String name, String value) throws IOException {
    out.write(' ');
    out.write(name);
    out.write("=\"");
    escape(value, true);
    out.write('"');
  }

  void text(String text) throws IOException {
    if (!text.isEmpty()) {
      closeTag();
      escape(text, false);
    }
  }

  void end() throws IOException {
    String name = open.pop();
    if (inTag) {
      out.write("/>");
      inTag = false;
    } else {
      out.write("</");
      out.write(name);
      out.write('>');
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  private void closeTag() throws IOException {
    if (inTag) {
      out.write('>');
      inTag = false;
    }
  }

  private void escape(String text, boolean attribute) throws IOException {
    int from = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String escaped = escaped(c, attribute);
      if (escaped != null) {
        out.write(text, from, i - from);
        out.write(escaped);
        from = i + Character.charCount(c);
      }
      i += Character.charCount(c);
    }
    out.write(text, from, text.length() - from);
  }

  /** Null for what stands for itself. */
  private static @Nullable String escaped(int c, boolean attribute) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> attribute ? "&quot;" : null;
      case '\r' -> "&#13;";
      case '\n' -> attribute ? "&#10;" : null;
      case '\t' -> attribute ? "&#9;" : null;
      default -> XmlChars.isAllowed(c) ? null : "\uFFFD";
    };
  }
}
