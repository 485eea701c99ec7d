package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.verification.application.Parties;
import io.pharmatrace.verification.application.ProductLinks;
import io.pharmatrace.verification.application.Resolver;
import io.pharmatrace.verification.domain.Link;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a manufacturer's products link to: GS1 Digital Links resolve to it. */
@Tag(name = "resolver")
@Controller("/api/v1/products/{gtin}/links")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.MANUFACTURER)
class ProductLinkController {
  private static final int LONGEST = 2000;

  private final ProductLinks links;
  private final Parties parties;

  ProductLinkController(ProductLinks links, Parties parties) {
    this.links = links;
    this.parties = parties;
  }

  /**
   * A link.
   *
   * @param linkType a word of the GS1 Web Vocabulary, such as gs1:pip; gs1:defaultLink is followed
   *     when none is asked for
   * @param href http or https, at most 2,000 characters when it is encoded
   * @param type media type of the target
   * @param hreflang language of the target (BCP 47)
   */
  @Serdeable
  record LinkView(
      @NotBlank @Size(max = 80) String linkType,
      @NotBlank @Size(max = LONGEST) String href,
      @NotBlank @Size(max = 200) String title,
      @Nullable @Size(max = 100) @Pattern(regexp = "[a-z]+/[a-z0-9.+-]+") String type,
      @Nullable @Size(max = 35) @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String hreflang) {

    static LinkView of(Link link) {
      return new LinkView(
          "gs1:" + link.type(), link.href(), link.title(), link.mediaType(), link.language());
    }

    Link link() {
      String name =
          Link.typeOf(linkType).orElseThrow(() -> invalid("A linkType is a word such as gs1:pip."));
      if (name.equals(Resolver.VERIFICATION_SERVICE)) {
        throw invalid("Packs are verified here; gs1:verificationService cannot lead elsewhere.");
      }
      return new Link(name, web(href), title, type, hreflang);
    }
  }

  /** All links of a product, at most 100, of which one may be gs1:defaultLink. */
  @Serdeable
  record Links(@NotNull @Size(max = 100) List<@NotNull @Valid LinkView> links) {}

  /** The links that you gave to a product of yours. */
  @Get
  Links get(Gtin gtin, Caller caller) {
    requireOwn(gtin, caller);
    return new Links(links.of(gtin).stream().map(LinkView::of).toList());
  }

  /** Gives links to a product of yours, in the place of all that it had. */
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void put(Gtin gtin, @Valid @Body Links body, Caller caller) {
    caller.requirePerson();
    requireOwn(gtin, caller);
    List<Link> wanted = body.links().stream().map(LinkView::link).toList();
    // GS1-Conformant Resolver Standard: exactly one link is the default.
    if (wanted.stream().filter(link -> link.type().equals(Link.DEFAULT)).count() > 1) {
      throw invalid("A product has one gs1:defaultLink.");
    }
    links.replace(gtin, wanted);
  }

  private void requireOwn(Gtin gtin, Caller caller) {
    if (parties
        .responder(gtin)
        .filter(responder -> responder.manufacturer().equals(caller.organisation()))
        .isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such product of yours.");
    }
  }

  /** Whoever scans a pack is sent there, so it must be a plain address of the web. */
  private static String web(String href) {
    try {
      URI uri = new URI(href);
      @Nullable String scheme = uri.getScheme();
      if (("https".equals(scheme) || "http".equals(scheme))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null) {
        return within(uri.toASCIIString());
      }
    } catch (URISyntaxException e) {
      throw invalid("The href is no URI.");
    }
    throw invalid("The href is an http or https address, without user and fragment.");
  }

  /** Encoded it is longer than it was sent. */
  private static String within(String href) {
    if (href.length() > LONGEST) {
      throw invalid("The href is longer than " + LONGEST + " characters when it is encoded.");
    }
    return href;
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_VALUE, detail);
  }
}
