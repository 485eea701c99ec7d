package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.pharmatrace.epcis.Spelling;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * In which form a caller wants events (EPCIS 2.0 section 8.2 and its OpenAPI description).
 *
 * @param syntax of the document
 * @param mediaType as the caller named it
 * @param spelling of identifiers
 * @param webTerms whether XML spells words of the standard as Web URIs instead of URNs
 */
record Negotiation(
    Syntax syntax, String mediaType, UnaryOperator<String> spelling, boolean webTerms) {

  /** The value of GS1-EPC-Format where none is given. */
  static final String DIGITAL_LINK = "Always_GS1_Digital_Link";

  private static final List<String> JSON = List.of("application/json", "application/ld+json");
  private static final List<String> XML = List.of("application/xml", "text/xml");

  /**
   * Reads the request's headers.
   *
   * @param companyPrefixes of every organisation; a Digital Link does not tell where its prefix
   *     ends
   * @throws ApiException NOT_ACCEPTABLE when they ask for what is not offered
   */
  static Negotiation of(HttpRequest<?> request, Supplier<Collection<String>> companyPrefixes) {
    String type = mediaType(request.accept());
    boolean xml = XML.contains(type);
    return new Negotiation(
        syntax(request, xml), type, spelling(request, companyPrefixes), webTerms(request, xml));
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

  private static UnaryOperator<String> spelling(
      HttpRequest<?> request, Supplier<Collection<String>> companyPrefixes) {
    return spelling(header(request, "GS1-EPC-Format", DIGITAL_LINK), companyPrefixes);
  }

  /**
   * How a value of GS1-EPC-Format spells identifiers.
   *
   * @throws ApiException INVALID_VALUE when it is none
   */
  static UnaryOperator<String> spelling(
      String wanted, Supplier<Collection<String>> companyPrefixes) {
    return switch (wanted) {
      // Events are stored with Digital Links, so what was never translated has that form, too.
      case DIGITAL_LINK, "No_Preference", "Never_Translates" -> Spelling.DIGITAL_LINK;
      case "Always_EPC_URN" -> Spelling.urn(companyPrefixes.get());
      default ->
          throw new ApiException(
              ErrorCode.INVALID_VALUE, "GS1-EPC-Format has no value " + wanted + ".");
    };
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
