package io.pharmatrace.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jwt.JWT;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.Claims;
import io.micronaut.security.token.jwt.validator.ReactiveJsonWebTokenValidator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Remembers for a minute which tokens were found to be genuine: a check of an ES256 signature takes
 * longer than a verdict, and a scanner sends the same token again and again. A token is remembered
 * no longer than it is valid; one that is none is told to {@link CredentialTries}. What is
 * suspended is no matter of tokens: {@link StandingFilter} asks for each request.
 */
@Singleton
final class VerifiedTokens<R>
    implements BeanCreatedEventListener<ReactiveJsonWebTokenValidator<JWT, R>> {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  /** Ours have some 400 characters; longer ones would take much memory. */
  private static final int MOST_CHARACTERS = 2_000;

  private final GenuineTokens tokens;

  /** Asked for late: what listens to the making of beans is made before all others. */
  private final BeanProvider<CredentialTries> tries;

  VerifiedTokens(GenuineTokens tokens, BeanProvider<CredentialTries> tries) {
    this.tokens = tokens;
    this.tries = tries;
  }

  @Override
  public ReactiveJsonWebTokenValidator<JWT, R> onCreated(
      BeanCreatedEvent<ReactiveJsonWebTokenValidator<JWT, R>> event) {
    return new Remembering<>(event.getBean(), tokens, tries);
  }

  private static final class Remembering<R> implements ReactiveJsonWebTokenValidator<JWT, R> {
    private final ReactiveJsonWebTokenValidator<JWT, R> validator;
    private final GenuineTokens tokens;
    private final BeanProvider<CredentialTries> tries;
    private final Cache<String, Authentication> genuine =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<String, Authentication>creating((_, found) -> kept(found)))
            .build();

    Remembering(
        ReactiveJsonWebTokenValidator<JWT, R> validator,
        GenuineTokens tokens,
        BeanProvider<CredentialTries> tries) {
      this.validator = validator;
      this.tokens = tokens;
      this.tries = tries;
    }

    private static Duration kept(Authentication found) {
      Duration left = remaining(found);
      return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }

    private static Duration remaining(Authentication found) {
      @Nullable Object end = found.getAttributes().get(Claims.EXPIRATION_TIME);
      if (!(end instanceof Date date)) {
        return Duration.ZERO;
      }
      Duration left = Duration.between(Instant.now(), date.toInstant());
      return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public @NonNull Publisher<Authentication> validateToken(
        @NonNull String token, @Nullable R request) {
      @Nullable Authentication known = genuine.getIfPresent(token);
      if (known != null) {
        return Publishers.just(known);
      }
      AtomicBoolean isGenuine = new AtomicBoolean();
      return Publishers.onComplete(
          Publishers.then(
              validator.validateToken(token, request),
              found -> {
                isGenuine.set(true);
                remember(token, found);
              }),
          () -> {
            if (!isGenuine.get() && request instanceof HttpRequest<?> http) {
              failed(token, http);
            }
            return CompletableFuture.completedFuture(null);
          });
    }

    private void remember(String token, Authentication found) {
      if (token.length() <= MOST_CHARACTERS) {
        genuine.put(token, found);
        tokens.add(token, remaining(found));
      }
    }

    /** An API key is no token, and is counted where it is looked up. */
    private void failed(String token, HttpRequest<?> request) {
      if (!ApiKeyValidator.isKey(token)) {
        tries.get().failed(request);
      }
    }

    @Override
    public @NonNull Publisher<JWT> validate(@NonNull String token, @Nullable R request) {
      return validator.validate(token, request);
    }

    @Override
    public int getOrder() {
      return validator.getOrder();
    }
  }
}
