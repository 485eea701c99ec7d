package io.pharmatrace.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.TypeConverter;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Problem;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** GS1 values in requests: in a path or query by conversion, in a body by {@link #require}. */
@Factory
public final class Inputs {
  /** What a clock may be ahead. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** The value, or the error {@code value-invalid} that says what is wrong with it. */
  public static <T> T require(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> value;
      case Result.Problems<T> wrong ->
          throw ApiException.invalid(
              Mistakes.kind(wrong.problems().getFirst()),
              wrong.problems().stream().map(Problem::message).collect(Collectors.joining(" ")));
    };
  }

  /**
   * The value of a field, or the error {@code value-invalid}, which also says when the text belongs
   * into another field.
   */
  public static <T> T require(Function<String, Result<T>> parse, String text) {
    Result<T> result = parse.apply(text);
    if (result instanceof Result.Problems<T>) {
      Mistakes.requireNoOtherField(text);
    }
    return require(result);
  }

  /** The country, or the error {@code value-invalid}. */
  public static String country(String text) {
    if (!COUNTRIES.contains(text)) {
      throw ApiException.invalid(
          InvalidValue.MARKET,
          "'" + text + "' is no country: two capital letters of ISO 3166-1, such as DE.");
    }
    return text;
  }

  /**
   * Where a caller acts: at the place that the request names, else where the caller is.
   *
   * @param named GLN in the request
   * @return null when neither is known
   * @throws ApiException {@code value-invalid} when it is no GLN; {@code not-permitted} when the
   *     caller is at another site
   */
  public static @Nullable Gln place(@Nullable String named, Caller caller) {
    @Nullable String place = named == null ? caller.site() : named;
    if (caller.site() != null && !caller.site().equals(place)) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "You work at " + caller.site() + " and act there only.");
    }
    return place == null ? null : require(Gln::parse, place);
  }

  /**
   * The time when something happened, or the error {@code value-invalid} when that is still to
   * come; a clock may be five minutes ahead.
   */
  public static @Nullable OffsetDateTime pastTime(@Nullable OffsetDateTime time) {
    if (time != null && time.toInstant().isAfter(Instant.now().plus(CLOCK_TOLERANCE))) {
      throw ApiException.invalid(InvalidValue.FUTURE, "The time lies in the future.");
    }
    return time;
  }

  /** The standing, or the error {@code value-invalid}. */
  public static Standing standing(String text) {
    try {
      return Standing.of(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "A standing is one of active, suspended, retired.");
    }
  }

  /** A value as one segment of a path (RFC 3986 section 3.3). */
  public static String path(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  @Singleton
  TypeConverter<CharSequence, Gtin> gtin() {
    return converter(Gtin::parse);
  }

  @Singleton
  TypeConverter<CharSequence, Gln> gln() {
    return converter(Gln::parse);
  }

  @Singleton
  TypeConverter<CharSequence, Serial> serial() {
    return converter(Serial::parse);
  }

  private static <T> TypeConverter<CharSequence, T> converter(Function<String, Result<T>> parse) {
    return (text, type, context) -> {
      try {
        return Optional.of(require(parse, text.toString()));
      } catch (ApiException wrong) {
        context.reject(text, wrong);
        return Optional.empty();
      }
    };
  }
}
