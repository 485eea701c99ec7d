package io.pharmatrace.verification.adapter.in;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of this installation in the links that it gives to phones. What a request says of a
 * host that it was forwarded from is not believed: whoever sends it would choose where the links
 * lead. Thread-safe.
 */
@Singleton
final class ResolverRoot {
  /** A host with or without a port (RFC 3986 section 3.2.2; RFC 9110 section 7.2). */
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final @Nullable String configured;

  /** The address as it is configured; without one that of each request. */
  ResolverRoot(@Nullable @Value("${pharmatrace.resolver.root:}") String configured) {
    this.configured =
        configured == null || configured.isBlank() ? null : configured.replaceAll("/+$", "");
  }

  /** Whether it is the same for everybody, so that an answer may be kept. */
  boolean isConfigured() {
    return configured != null;
  }

  /**
   * The address, without a slash at the end.
   *
   * @throws ApiException request-malformed, where it is not configured and the request names no
   *     host
   */
  String of(HttpRequest<?> request) {
    return configured != null
        ? configured
        : derived(request.isSecure(), request.getHeaders().get(HttpHeaders.HOST));
  }

  static String derived(boolean secure, @Nullable String host) {
    if (host == null || !AUTHORITY.matcher(host).matches()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The request names no host.");
    }
    return (secure ? "https://" : "http://") + host;
  }
}
