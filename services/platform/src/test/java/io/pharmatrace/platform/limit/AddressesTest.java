package io.pharmatrace.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static String forwarded(int proxies, String... headers) {
    return new Addresses(proxies)
        .forwarded(List.of(headers))
        .map(Addresses::network)
        .orElse("none");
  }

  @Test
  void withoutAProxyNothingIsBelieved() {
    assertThat(forwarded(0, "203.0.113.7")).isEqualTo("none");
  }

  @Test
  void whatTheOutermostProxyWroteIsBelievedAndNothingBefore() {
    assertThat(forwarded(1, "198.51.100.1, 203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(forwarded(2, "198.51.100.1, 203.0.113.7, 10.0.0.1")).isEqualTo("203.0.113.7");
    assertThat(forwarded(2, "198.51.100.1", "203.0.113.7,10.0.0.1")).isEqualTo("203.0.113.7");
  }

  @Test
  void whatDidNotComeThroughTheProxiesOrNamesNoAddressIsWhereItComesFrom() {
    assertThat(forwarded(2, "203.0.113.7")).isEqualTo("none");
    assertThat(forwarded(1)).isEqualTo("none");
    assertThat(forwarded(1, "203.0.113.7, unknown")).isEqualTo("none");
    assertThat(forwarded(1, "example.com")).isEqualTo("none");
  }

  @Test
  void aPortIsNoPartOfTheAddress() {
    assertThat(forwarded(1, "203.0.113.7:51234")).isEqualTo("203.0.113.7");
    assertThat(forwarded(1, "[2001:db8:1:2::1]:443")).isEqualTo(forwarded(1, "2001:db8:1:2::1"));
    assertThat(forwarded(1, "[2001:db8:1:2::1]")).isEqualTo(forwarded(1, "2001:db8:1:2::1"));
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    String one = forwarded(1, "2001:db8:1:2:3:4:5:6");
    assertThat(forwarded(1, "2001:db8:1:2:ffff::1")).isEqualTo(one);
    assertThat(forwarded(1, "2001:db8:1:3::1")).isNotEqualTo(one);
    assertThat(Addresses.network(InetAddress.ofLiteral("::ffff:203.0.113.7")))
        .isEqualTo("203.0.113.7");
  }
}
