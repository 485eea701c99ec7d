package io.pharmatrace.epcis;

import io.pharmatrace.epcis.write.JsonDocumentWriter;
import io.pharmatrace.epcis.write.XmlDocumentWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes a document event by event, in UTF-8 and constant memory. Not thread-safe. {@link #close()}
 * completes the document and leaves the stream open.
 *
 * <p>The envelope of a bare event gives a document around it.
 */
public interface EpcisWriter extends Closeable {

  /**
   * Adds an event.
   *
   * @throws IOException if the stream fails
   */
  void write(EpcisEvent event) throws IOException;

  /**
   * Starts a document whose events are not known yet; each declares the namespaces that it uses.
   *
   * @param spelling of identifiers, see {@link Spelling}
   * @throws IOException if the stream fails
   */
  static EpcisWriter open(
      Syntax syntax, Envelope envelope, UnaryOperator<String> spelling, OutputStream to)
      throws IOException {
    return open(syntax, envelope, List.of(), spelling, to);
  }

  /**
   * Writes a whole document; all namespaces are declared once, at the top.
   *
   * @param spelling of identifiers, see {@link Spelling}
   * @throws IOException if the stream fails
   */
  static void write(
      EpcisDocument document, Syntax syntax, UnaryOperator<String> spelling, OutputStream to)
      throws IOException {
    try (EpcisWriter writer = open(syntax, document.envelope(), document.events(), spelling, to)) {
      for (EpcisEvent event : document.events()) {
        writer.write(event);
      }
    }
  }

  private static EpcisWriter open(
      Syntax syntax,
      Envelope envelope,
      List<EpcisEvent> known,
      UnaryOperator<String> spelling,
      OutputStream to)
      throws IOException {
    return switch (syntax) {
      case JSON_LD_2_0 -> new JsonDocumentWriter(envelope, known, spelling, to);
      case XML_2_0, XML_1_2 -> new XmlDocumentWriter(syntax, envelope, known, spelling, to);
    };
  }
}
