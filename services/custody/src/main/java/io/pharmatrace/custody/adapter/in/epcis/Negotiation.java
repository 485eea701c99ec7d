package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which form a caller wants events (EPCIS 2.0 section 8.2 and its OpenAPI description).
 *
 * @param syntax of the document
 * @param mediaType as the caller named it
 * @param epcFormat how identifiers are spelled
 * @param webTerms whether XML spells words of the standard as Web URIs instead of URNs
 */
record Negotiation(Syntax syntax, String mediaType, EpcFormat epcFormat, boolean webTerms) {

  /** The header that tells how identifiers are to be spelled. */
  static final String EPC_FORMAT = "GS1-EPC-Format";

  private static final List<String> JSON = List.of("application/json", "application/ld+json");
  private static final List<String> XML = List.of("application/xml", "text/xml");

  /**
   * Reads the request's headers.
   *
   * @throws ApiException NOT_ACCEPTABLE when they ask for what is not offered
   */
  static Negotiation of(HttpRequest<?> request) {
    String type = mediaType(request.accept());
    boolean xml = XML.contains(type);
    return new Negotiation(
        syntax(request, xml),
        type,
        epcFormat(request.getHeaders().get(EPC_FORMAT)),
        webTerms(request, xml));
  }

  private static String mediaType(Collection<MediaType> accepted) {
    if (accepted.isEmpty()) {
      return JSON.getFirst();
    }
    for (MediaType wanted : accepted) {
      String name = wanted.getName();
      if (JSON.contains(name) || XML.contains(name)) {
        return name;
      }
      if (name.equals("*/*") || name.equals("application/*")) {
        return JSON.getFirst();
      }
      if (name.equals("text/*")) {
        return "text/xml";
      }
    }
    throw refused("Events are offered as application/json, application/ld+json, application/xml.");
  }

  /** Whether an answer that is offered in both is wanted in XML rather than JSON. */
  static boolean prefersXml(HttpRequest<?> request) {
    return XML.contains(mediaType(request.accept()));
  }

  private static Syntax syntax(HttpRequest<?> request, boolean xml) {
    if (version(request, "GS1-EPCIS-Min", 2.0) > 2.0
        || version(request, "GS1-CBV-Min", 2.0) > 2.0
        || version(request, "GS1-EPCIS-Max", 2.0) < 1.2
        || version(request, "GS1-CBV-Max", 2.0) < 1.2) {
      throw refused("EPCIS and CBV are offered in the versions 1.2 and 2.0.");
    }
    if (version(request, "GS1-EPCIS-Max", 2.0) < 2.0) {
      if (!xml) {
        throw refused("EPCIS 1.2 has no JSON; accept application/xml.");
      }
      return Syntax.XML_1_2;
    }
    return xml ? Syntax.XML_2_0 : Syntax.JSON_LD_2_0;
  }

  private static double version(HttpRequest<?> request, String header, double otherwise) {
    @Nullable String text = request.getHeaders().get(header);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}")) {
      throw new ApiException(ErrorCode.INVALID_VALUE, header + " is no version.");
    }
    String[] parts = text.split("\\.", -1);
    return Double.parseDouble(parts.length == 1 ? parts[0] : parts[0] + "." + parts[1]);
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

  private static boolean webTerms(HttpRequest<?> request, boolean xml) {
    String wanted = header(request, "GS1-CBV-XML-Format", "No_Preference");
    return switch (wanted) {
      case "No_Preference", "Always_URN", "Never_Translates" -> false;
      case "Always_Web_URI" -> xml;
      default ->
          throw new ApiException(
              ErrorCode.INVALID_VALUE, "GS1-CBV-XML-Format has no value " + wanted + ".");
    };
  }

  private static String header(HttpRequest<?> request, String name, String otherwise) {
    @Nullable String value = request.getHeaders().get(name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private static ApiException refused(String detail) {
    return new ApiException(ErrorCode.NOT_ACCEPTABLE, detail);
  }
}
