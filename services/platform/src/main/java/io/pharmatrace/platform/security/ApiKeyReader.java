package io.pharmatrace.platform.security;

import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.security.token.reader.HttpHeaderTokenReader;
import jakarta.inject.Singleton;

/** Finds a device's API key in the header {@code X-Api-Key}. */
@Singleton
final class ApiKeyReader extends HttpHeaderTokenReader {
  @Override
  protected @Nullable String getPrefix() {
    return null;
  }

  @Override
  protected @NonNull String getHeaderName() {
    return Accounts.KEY_HEADER;
  }
}
