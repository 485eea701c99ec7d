package io.pharmatrace.epcis.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a document. Bytes that are not of its encoding are an error and nothing else:
 * the parsers' own decoders let overlong forms through (Jackson), which are other bytes for the
 * same text, or print what they find (the JDK's XML parser). A byte order mark is passed over.
 */
final class UnicodeText {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int LOOK_AHEAD = 256;
  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

  private UnicodeText() {}

  /**
   * Those of a JSON text: UTF-8 (RFC 8259 section 8.1), or UTF-16 or UTF-32 by the zeros in the
   * first characters (RFC 4627 section 3). The reader throws {@link
   * java.nio.charset.CharacterCodingException} for bytes that mean nothing.
   */
  static Reader json(InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, 4);
    byte[] first = bytes.readNBytes(4);
    bytes.unread(first);
    return open(bytes, charset(first));
  }

  /**
   * Those of an XML document: as JSON, or in the encoding that it declares (XML 1.0 appendix F).
   *
   * @throws UnsupportedEncodingException if there is no such encoding
   */
  static Reader xml(InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, LOOK_AHEAD);
    byte[] first = bytes.readNBytes(LOOK_AHEAD);
    bytes.unread(first);
    Charset charset = charset(first);
    Matcher declared = DECLARED.matcher(new String(first, StandardCharsets.ISO_8859_1));
    if (charset.equals(StandardCharsets.UTF_8) && declared.find()) {
      try {
        charset = Charset.forName(declared.group(1));
      } catch (IllegalArgumentException unknown) {
        throw new UnsupportedEncodingException(declared.group(1));
      }
    }
    return open(bytes, charset);
  }

  private static Reader open(InputStream bytes, Charset charset) throws IOException {
    PushbackReader text =
        new PushbackReader(
            new InputStreamReader(
                bytes,
                charset
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1);
    int c = text.read();
    if (c >= 0 && c != BYTE_ORDER_MARK) {
      text.unread(c);
    }
    return text;
  }

  private static Charset charset(byte[] first) {
    if (first.length < 4) {
      return StandardCharsets.UTF_8;
    }
    int zeros = 0;
    for (int i = 0; i < 4; i++) {
      zeros = zeros << 1 | (first[i] == 0 ? 1 : 0);
    }
    int mark = (first[0] & 0xFF) << 8 | (first[1] & 0xFF);
    return switch (zeros) {
      case 0b1110, 0b1100 -> UTF_32BE;
      case 0b0111 -> UTF_32LE;
      case 0b0011 -> mark == 0xFFFE ? UTF_32LE : StandardCharsets.UTF_8;
      case 0b1010 -> StandardCharsets.UTF_16BE;
      case 0b0101 -> StandardCharsets.UTF_16LE;
      default ->
          switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
          };
    };
  }
}
