package io.pharmatrace.platform.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Lets {@link ApiException} leave as a problem document. */
@Singleton
final class ApiExceptionHandler implements ExceptionHandler<ApiException, HttpResponse<?>> {
  private final ErrorResponseProcessor<?> processor;

  ApiExceptionHandler(ErrorResponseProcessor<?> processor) {
    this.processor = processor;
  }

  @Override
  public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, ApiException e) {
    return processor.processResponse(
        ErrorContext.builder(request).cause(e).errorMessage(String.valueOf(e.getMessage())).build(),
        HttpResponse.status(e.code().status(), e.code().title()));
  }
}
