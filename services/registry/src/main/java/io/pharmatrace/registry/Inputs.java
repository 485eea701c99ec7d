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
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** GS1 values in requests: in a path or query by conversion, in a body by {@link #require}. */
@Factory
public final class Inputs {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** The value, or the error {@code value-invalid} that says what is wrong with it. */
  public static <T> T require(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> value;
      case Result.Problems<T> wrong ->
          throw new ApiException(
              ErrorCode.INVALID_VALUE,
              wrong.problems().stream().map(Problem::message).collect(Collectors.joining(" ")));
    };
  }

  /** The country, or the error {@code value-invalid}. */
  public static String country(String text) {
    if (!COUNTRIES.contains(text)) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          "'" + text + "' is no country: two capital letters of ISO 3166-1, such as DE.");
    }
    return text;
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
    return (text, type, context) ->
        switch (parse.apply(text.toString())) {
          case Result.Ok<T>(T value) -> Optional.of(value);
          case Result.Problems<T> wrong -> {
            context.reject(
                text, new IllegalArgumentException(wrong.problems().getFirst().message()));
            yield Optional.empty();
          }
        };
  }
}
