package io.pharmatrace.platform.security;

import io.micronaut.http.HttpRequest;

/** Hears of tokens and API keys that were checked in vain. Thread-safe. */
@FunctionalInterface
public interface CredentialTries {
  /** The token or key of this request is none, or no longer. */
  void failed(HttpRequest<?> request);
}
