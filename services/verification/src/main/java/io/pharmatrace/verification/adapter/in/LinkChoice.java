package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.verification.domain.Link;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which link a request is redirected to. */
final class LinkChoice {
  private LinkChoice() {}

  /**
   * The link of the type, in the language that the caller likes best (RFC 4647 section 3.4); the
   * first one where no language suits.
   *
   * @param wanted null for the default link
   * @throws ApiException value-invalid for a type that is none, not-found where there is no link
   */
  static Link of(List<Link> links, @Nullable String wanted, HttpRequest<?> request) {
    String type =
        wanted == null
            ? Link.DEFAULT
            : Link.typeOf(wanted)
                .orElseThrow(
                    () ->
                        new ApiException(
                            ErrorCode.INVALID_VALUE,
                            "A linkType is a word of the GS1 Web Vocabulary, such as gs1:pip."));
    List<Link> offered = links.stream().filter(link -> link.type().equals(type)).toList();
    if (offered.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "There is no link of this type.");
    }
    List<String> languages =
        offered.stream().map(Link::language).filter(l -> l != null).distinct().toList();
    @Nullable String best = best(languages, request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE));
    return offered.stream()
        .filter(link -> best != null && best.equals(link.language()))
        .findFirst()
        .orElse(offered.getFirst());
  }

  static @Nullable String best(List<String> languages, @Nullable String accepted) {
    if (accepted == null) {
      return null;
    }
    try {
      return Locale.lookupTag(Locale.LanguageRange.parse(accepted), languages);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null; // A header that is none, such as "-", says nothing about languages.
    }
  }
}
