package io.pharmatrace.platform.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses a webhook may have. An address inside the operator's own network is none: a
 * subscriber could otherwise make this program call what only it can reach.
 */
final class Destinations {
  private Destinations() {}

  /** Whether an address lies in a network that is not the public one (RFC 6890, RFC 4193). */
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
    boolean sharedOrZero =
        bytes.length == 4
            && (bytes[0] == 0 || (bytes[0] == 100 && (bytes[1] & 0xC0) == 64) || bytes[0] == -1);
    return uniqueLocal
        || sharedOrZero
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }
}
