package io.pharmatrace.platform.security;

import io.micronaut.http.HttpRequest;

/** Hears of API keys that were looked up in vain. Thread-safe. */
@FunctionalInterface
public interface KeyTries {
  /** The key of this request is none, or no longer. */
  void failed(HttpRequest<?> request);
}
