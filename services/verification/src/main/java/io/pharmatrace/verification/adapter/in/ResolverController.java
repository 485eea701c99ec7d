package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Element;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.platform.Accepted;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.verification.application.Resolver;
import io.pharmatrace.verification.domain.Link;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves GS1 Digital Links (GS1-Conformant Resolver Standard 1.1; URI syntax uncompressed, with
 * numeric keys): to a link set (RFC 9264) or by a redirect. Open to everybody, because it says
 * nothing about a single pack, batch or logistic unit, not even whether it exists.
 */
@Tag(name = "resolver")
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
class ResolverController {
  private static final String PRODUCT = "/01/{gtin}";
  private static final String BATCH = "/01/{gtin}/10/{lot}";
  private static final String PACK = "/01/{gtin}/21/{serial}";
  private static final String PACK_OF_BATCH = "/01/{gtin}/10/{lot}/21/{serial}";
  private static final String LOGISTIC_UNIT = "/00/{sscc}";

  private static final String HTML = "text/html";
  private static final List<String> FORMS =
      List.of(HTML, LinkSetView.MEDIA_TYPE, "application/json", "application/ld+json");
  private static final Set<String> WHOLE = Set.of("linkset", "all");

  private final Resolver resolver;
  private final Json json;
  private final ResolverRoot root;

  ResolverController(Resolver resolver, Json json, ResolverRoot root) {
    this.resolver = resolver;
    this.json = json;
    this.root = root;
  }

  /**
   * What this resolver can do.
   *
   * @param supportedPrimaryKeys application identifiers of the keys that it resolves
   * @param linkTypeDefaultCanBeLinkset whether the default may be the link set
   */
  @Serdeable
  record Description(
      String name,
      String resolverRoot,
      List<String> supportedPrimaryKeys,
      List<Vocabulary> supportedLinkType,
      boolean linkTypeDefaultCanBeLinkset) {}

  /** Where link types come from. */
  @Serdeable
  record Vocabulary(String namespace, String prefix) {}

  /** Describes this resolver, where the standard has every resolver described. */
  @Get("/.well-known/gs1resolver")
  HttpResponse<Description> describe(HttpRequest<?> request) {
    return HttpResponse.ok(
        new Description(
            "PharmaTrace",
            root.of(request),
            List.of("01", "00"),
            List.of(new Vocabulary(Link.VOCABULARY, "gs1:")),
            false));
  }

  /**
   * Redirects to the default link of a product, batch or pack, or to the one of the type that is
   * asked for; or gives all links.
   *
   * @param gtin 8, 12, 13 or 14 digits
   * @param linkType as gs1:pip; linkset (or all) for all links. So does the header Accept
   */
  @Get(uris = {PRODUCT, BATCH, PACK, PACK_OF_BATCH})
  @Produces(MediaType.ALL)
  HttpResponse<?> product(
      Gtin gtin,
      @Nullable String lot,
      @Nullable Serial serial,
      @Nullable @QueryValue String linkType,
      HttpRequest<?> request) {
    List<Element> elements = new ArrayList<>(gtin.elements());
    if (lot != null) {
      elements.add(new Element("10", Inputs.require(Lot::parse, lot).value()));
    }
    if (serial != null) {
      elements.add(new Element("21", serial.value()));
    }
    return resolve(new ElementString(elements), linkType, request);
  }

  /**
   * Redirects to the default link of a logistic unit, or to the one of the type that is asked for;
   * or gives all links.
   *
   * @param sscc 18 digits
   * @param linkType as gs1:epcis; linkset (or all) for all links. So does the header Accept
   */
  @Get(LOGISTIC_UNIT)
  @Produces(MediaType.ALL)
  HttpResponse<?> logisticUnit(
      String sscc, @Nullable @QueryValue String linkType, HttpRequest<?> request) {
    Sscc unit = Inputs.require(Sscc::parse, sscc);
    return resolve(new ElementString(unit.elements()), linkType, request);
  }

  /** What browsers ask before a page of another origin may use this (CORS). */
  @Options(uris = {PRODUCT, BATCH, PACK, PACK_OF_BATCH, LOGISTIC_UNIT})
  HttpResponse<?> options() {
    return HttpResponse.noContent()
        .header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS")
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS")
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Accept-Language");
  }

  private HttpResponse<?> resolve(
      ElementString item, @Nullable String linkType, HttpRequest<?> request) {
    Resolver.Resolved found =
        resolver
            .resolve(item, root.of(request))
            .orElseThrow(
                () ->
                    new ApiException(ErrorCode.NOT_FOUND, "This product is not registered here."));
    String self = root.of(request) + request.getUri().getRawPath();
    String form = Accepted.best(request, FORMS).orElse(HTML);
    if (linkType == null ? !form.equals(HTML) : WHOLE.contains(linkType)) {
      String type = form.equals(HTML) ? LinkSetView.MEDIA_TYPE : form;
      return linked(HttpResponse.ok(json.write(LinkSetView.of(self, found))), self, found)
          .header(HttpHeaders.LINK, LinkSetView.CONTEXT)
          .contentType(type);
    }
    Link link = LinkChoice.of(found.links(), linkType, request);
    return linked(HttpResponse.temporaryRedirect(target(link, request)), self, found);
  }

  /** The query goes on to the target (GS1-Conformant Resolver Standard, "Redirection"). */
  private static URI target(Link link, HttpRequest<?> request) {
    @Nullable String query = request.getUri().getRawQuery();
    if (query == null) {
      return URI.create(link.href());
    }
    return URI.create(link.href() + (link.href().contains("?") ? "&" : "?") + query);
  }

  private static <T> MutableHttpResponse<T> linked(
      MutableHttpResponse<T> response, String self, Resolver.Resolved found) {
    return response
        .header(HttpHeaders.VARY, "Accept, Accept-Language")
        .header(
            HttpHeaders.LINK,
            "<"
                + self
                + "?linkType=linkset>; rel=\"linkset\"; type=\""
                + LinkSetView.MEDIA_TYPE
                + "\"")
        .header(HttpHeaders.LINK, "<" + found.canonical() + ">; rel=\"owl:sameAs\"");
  }
}
