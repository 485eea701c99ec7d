package io.pharmatrace.platform.limit;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a request comes, as limits count it. What it says of whom it was forwarded for is
 * believed only as far as proxies of ours wrote it. Thread-safe.
 */
@Singleton
final class Addresses {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** Of an IPv6 address what one network has; the rest anybody in it chooses (RFC 4291, 2.5.4). */
  private static final int NETWORK_BYTES = 8;

  /** Some proxies write the port, too; IPv6 then has brackets (RFC 7239, 6). */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^]]+)](?::[0-9]+)?|([0-9.]+):[0-9]+");

  private final int proxies;

  /**
   * Addresses behind so many proxies.
   *
   * @param proxies how many of ours every request comes through, each of which adds from where it
   *     has the request to the header {@code X-Forwarded-For}; 0 for none, and no such header is
   *     looked at
   */
  Addresses(@Value("${pharmatrace.limits.proxies:0}") int proxies) {
    if (proxies < 0) {
      throw new IllegalArgumentException("pharmatrace.limits.proxies is 0 or more");
    }
    this.proxies = proxies;
  }

  /** The address, or of IPv6 the network (/64), of who sent it to the outermost of our proxies. */
  String of(HttpRequest<?> request) {
    return network(
        forwarded(request.getHeaders().getAll(FORWARDED_FOR))
            .orElseGet(() -> request.getRemoteAddress().getAddress()));
  }

  /** What the outermost proxy wrote; what stands before that the sender may have made up. */
  Optional<InetAddress> forwarded(List<String> headers) {
    List<String> hops =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .toList();
    return proxies == 0 || hops.size() < proxies
        ? Optional.empty()
        : literal(hops.get(hops.size() - proxies));
  }

  private static Optional<InetAddress> literal(String text) {
    Matcher port = WITH_PORT.matcher(text);
    try {
      return Optional.of(
          InetAddress.ofLiteral(
              port.matches() ? Objects.requireNonNullElse(port.group(1), port.group(2)) : text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A proxy that knows no address says "unknown" (RFC 7239, 6.2).
    }
  }

  static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
        : address.getHostAddress();
  }
}
