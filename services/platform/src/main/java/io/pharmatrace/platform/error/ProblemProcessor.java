package io.pharmatrace.platform.error;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthenticationException;
import io.pharmatrace.platform.Accepted;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every error of the framework and of ours the same body. */
@Singleton
@Primary
final class ProblemProcessor implements ErrorResponseProcessor<Object> {
  // Classes of SQLSTATE (PostgreSQL, appendix A): no connection, out of resources (a full disk
  // too), shutting down; and values that no column takes, such as a NUL character.
  private static final Set<String> DOWN = Set.of("08", "53", "57");
  private static final String DATA_EXCEPTION = "22";

  /** A token is taken, and name and password, for which the framework adds its own challenge. */
  private static final String CHALLENGE = "Bearer realm=\"pharmatrace\"";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemProcessor.class);
  private static final List<String> FORMS =
      List.of(
          Problem.MEDIA_TYPE,
          "application/json",
          "application/ld+json",
          Problem.XML_MEDIA_TYPE,
          "application/xml",
          "text/xml");
  private static final Pattern SOURCE =
      Pattern.compile("\\s*(\\(start marker )?at \\[Source:.*", Pattern.DOTALL);

  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    Throwable cause = context.getRootCause().orElse(null);
    ErrorCode code = code(cause, response.code());
    Problem problem =
        Problem.of(
            code,
            detail(context, code),
            reason(cause),
            cause instanceof ApiException known ? known.action() : null,
            cause instanceof ApiException known ? known.alert() : null,
            isEpcis(context));
    if (code.status() >= 500) {
      LOG.error(
          "{} {} failed, instance {}",
          context.getRequest().getMethodName(),
          context.getRequest().getPath(),
          problem.instance(),
          cause);
    }
    if (cause instanceof ApiException known) {
      known.headers().forEach(response::header);
    }
    if (code.status() == 401) {
      response.header("WWW-Authenticate", CHALLENGE);
    }
    response.status(code.status());
    if (isDscsa(context)) {
      return response.<Object>body(problem.text()).contentType(MediaType.TEXT_PLAIN);
    }
    if (isEpcis(context) && prefersXml(context.getRequest())) {
      return response.<Object>body(problem.xml()).contentType(Problem.XML_MEDIA_TYPE);
    }
    return response.<Object>body(problem).contentType(Problem.MEDIA_TYPE);
  }

  /** GS1 Lightweight Messaging Standard for Verification: JSON comes with status 200 only. */
  private static boolean isDscsa(ErrorContext context) {
    String path = context.getRequest().getPath();
    return path.startsWith("/verify/") || path.equals("/checkConnectivity");
  }

  /** Who accepts neither gets JSON. */
  private static boolean prefersXml(HttpRequest<?> request) {
    return Accepted.best(request, FORMS).filter(form -> form.endsWith("xml")).isPresent();
  }

  private static boolean isEpcis(ErrorContext context) {
    return context.getRequest().getPath().startsWith("/epcis/");
  }

  private static ErrorCode code(@Nullable Throwable cause, int status) {
    if (cause instanceof ApiException known) {
      return known.code();
    }
    if (cause instanceof AuthenticationException) {
      return ErrorCode.LOGIN_FAILED;
    }
    if (cause instanceof ConversionErrorException conversion) {
      return conversion.getArgument().isAnnotationPresent(Body.class)
          ? ErrorCode.BAD_REQUEST
          : ErrorCode.INVALID_VALUE;
    }
    if (isOverflow(cause)) {
      return ErrorCode.TOO_LARGE;
    }
    String state = sqlState(cause);
    if (DOWN.contains(state)) {
      return ErrorCode.UNAVAILABLE;
    }
    if (state.equals(DATA_EXCEPTION)) {
      return ErrorCode.INVALID_VALUE;
    }
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 409 -> ErrorCode.CONFLICT;
      case 413 -> ErrorCode.TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.TOO_MANY_REQUESTS;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL;
    };
  }

  /** What kind of mistake it is, where that has a code of its own. */
  private static @Nullable String reason(@Nullable Throwable fault) {
    if (fault instanceof ConstraintViolationException violated) {
      return violated.getConstraintViolations().stream().anyMatch(ProblemProcessor::isTooLong)
          ? InvalidValue.TOO_LONG.code()
          : null;
    }
    if (fault instanceof ConversionErrorException conversion
        && conversion.getConversionError().getCause() instanceof ApiException known) {
      return known.reason();
    }
    if (fault instanceof ApiException known) {
      return known.reason();
    }
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof DateTimeException) {
        return InvalidValue.DATE.code();
      }
    }
    return null;
  }

  private static boolean isTooLong(ConstraintViolation<?> violation) {
    return violation.getConstraintDescriptor().getAnnotation() instanceof Size size
        && violation.getInvalidValue() instanceof CharSequence text
        && text.length() > size.max();
  }

  /** A compressed body may become more than can be held before anybody has read it. */
  private static boolean isOverflow(@Nullable Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof BufferLengthExceededException) {
        return true;
      }
    }
    return false;
  }

  /** The class of the database's error, the first two characters of its state; else empty. */
  private static String sqlState(@Nullable Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return "08";
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().substring(0, 2);
      }
    }
    return "";
  }

  /** What the framework says of a bad request may be told; the inside of a fault may not. */
  private static String detail(ErrorContext context, ErrorCode code) {
    if (code.status() >= 500 && !(context.getRootCause().orElse(null) instanceof ApiException)) {
      return code.title() + ".";
    }
    if (isOverflow(context.getRootCause().orElse(null))) {
      return "The body is larger than can be held; what expands so much is sent uncompressed.";
    }
    if (code == ErrorCode.INVALID_VALUE
        && !sqlState(context.getRootCause().orElse(null)).isEmpty()) {
      return "A value holds characters or a date that cannot be stored.";
    }
    String said =
        context.getErrors().stream()
            .map(
                error ->
                    error
                        .getPath()
                        .map(path -> path + ": " + withoutSource(error.getMessage()))
                        .orElseGet(() -> withoutSource(error.getMessage())))
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? code.title() + "." : said;
  }

  /** Jackson adds where in its source it was; our sources are requests and have no name. */
  private static String withoutSource(String message) {
    return SOURCE.matcher(message).replaceAll("");
  }
}
