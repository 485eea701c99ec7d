package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.pharmatrace.custody.application.query.CbvXmlFormat;
import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.platform.Accepted;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which form a caller wants events (EPCIS 2.0 section 8.2 and its OpenAPI description).
 *
 * @param syntax of the document
 * @param mediaType as the caller named it
 * @param epcFormat how identifiers are spelled
 * @param cbvFormat how words of the standard are spelled in XML
 */
record Negotiation(Syntax syntax, String mediaType, EpcFormat epcFormat, CbvXmlFormat cbvFormat) {

  /** The header that tells how identifiers are to be spelled. */
  static final String EPC_FORMAT = "GS1-EPC-Format";

  /** The header that tells how words of the standard are to be spelled in XML. */
  static final String CBV_FORMAT = "GS1-CBV-XML-Format";

  private static final List<String> XML = List.of("application/xml", "text/xml");
  private static final List<String> ALL =
      Stream.concat(Stream.of("application/json", "application/ld+json"), XML.stream()).toList();

  /**
   * Reads the request's headers.
   *
   * @throws ApiException NOT_ACCEPTABLE when they ask for what is not offered
   */
  static Negotiation of(HttpRequest<?> request) {
    boolean old = Versions.wanted(request).equals(Versions.OLDEST);
    String type =
        Accepted.best(request, old ? XML : ALL)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.NOT_ACCEPTABLE,
                        old
                            ? "EPCIS 1.2 has no JSON; accept application/xml."
                            : "Events are offered as " + String.join(", ", ALL) + "."));
    boolean xml = XML.contains(type);
    return new Negotiation(
        old ? Syntax.XML_1_2 : xml ? Syntax.XML_2_0 : Syntax.JSON_LD_2_0,
        type,
        epcFormat(request.getHeaders().get(EPC_FORMAT)),
        cbvFormat(request.getHeaders().get(CBV_FORMAT)));
  }

  /** Whether an answer that is offered in both is wanted in XML rather than JSON. */
  static boolean prefersXml(HttpRequest<?> request) {
    return Accepted.best(request, ALL).filter(XML::contains).isPresent();
  }

  /** Says in an answer what it is. */
  <T> MutableHttpResponse<T> label(MutableHttpResponse<T> response) {
    if (syntax == Syntax.XML_1_2) {
      response.header(Versions.EPCIS, Versions.OLDEST).header(Versions.CBV, Versions.OLDEST);
    }
    return response.contentType(mediaType);
  }

  /**
   * What a value of GS1-EPC-Format asks for.
   *
   * @param header its text; null where there is none
   * @throws ApiException INVALID_VALUE when there is no such value
   */
  static EpcFormat epcFormat(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return EpcFormat.DEFAULT;
    }
    return EpcFormat.of(header.strip())
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.INVALID_VALUE, EPC_FORMAT + " has no value " + header + "."));
  }

  /**
   * What a value of GS1-CBV-XML-Format asks for.
   *
   * @param header its text; null where there is none
   * @throws ApiException INVALID_VALUE when there is no such value
   */
  static CbvXmlFormat cbvFormat(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return CbvXmlFormat.NO_PREFERENCE;
    }
    return CbvXmlFormat.of(header.strip())
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.INVALID_VALUE, CBV_FORMAT + " has no value " + header + "."));
  }
}
