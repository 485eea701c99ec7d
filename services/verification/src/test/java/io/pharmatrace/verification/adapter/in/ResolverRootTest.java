package io.pharmatrace.verification.adapter.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.platform.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverRootTest {

  @Test
  void theAddressIsThatOfTheRequest() {
    assertThat(ResolverRoot.derived(false, "localhost:8080")).isEqualTo("http://localhost:8080");
    assertThat(ResolverRoot.derived(true, "[2001:db8::1]:443"))
        .isEqualTo("https://[2001:db8::1]:443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "user@a", "a>; rel=\"x\"", "a:port", "a,b", "a b", "[x]", "a\r\nb"})
  void whatIsNoHostIsRefused(String host) {
    assertThatThrownBy(() -> ResolverRoot.derived(true, host)).isInstanceOf(ApiException.class);
  }
}
