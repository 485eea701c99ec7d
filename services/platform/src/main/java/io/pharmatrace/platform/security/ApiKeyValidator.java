package io.pharmatrace.platform.security;

import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Lets in who shows a valid API key. Thread-safe. */
@Singleton
final class ApiKeyValidator<T> implements TokenValidator<T> {
  private static final int LONGEST = 100;

  private final Accounts accounts;
  private final CredentialTries tries;
  private final ExecutorService executor;

  ApiKeyValidator(
      Accounts accounts,
      CredentialTries tries,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
    this.accounts = accounts;
    this.tries = tries;
    this.executor = executor;
  }

  /** Whether it may be a key, and so is looked up. */
  static boolean isKey(String token) {
    return token.startsWith(Accounts.KEY_PREFIX) && token.length() <= LONGEST;
  }

  @Override
  public @NonNull Publisher<Authentication> validateToken(@NonNull String token, @Nullable T of) {
    return isKey(token)
        ? Publishers.fromCompletableFuture(
            () -> CompletableFuture.supplyAsync(() -> authentication(token, of), executor))
        : Publishers.empty();
  }

  /** Null, that is, nothing published, for a key that is not valid. */
  private @Nullable Authentication authentication(String key, @Nullable T of) {
    @Nullable Caller caller = accounts.byKey(key).orElse(null);
    if (caller == null && of instanceof HttpRequest<?> request) {
      tries.failed(request);
    }
    return caller == null ? null : caller.authentication();
  }
}
