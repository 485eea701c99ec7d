package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.platform.webhook.Webhooks;
import io.pharmatrace.verification.application.AlertWebhooks;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Where an organisation has its alerts posted to. */
@Tag(name = "alerts")
@Controller("/api/v1/alert-webhook")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class AlertWebhookController {
  private final AlertWebhooks webhooks;
  private final Webhooks client;

  AlertWebhookController(AlertWebhooks webhooks, Webhooks client) {
    this.webhooks = webhooks;
    this.client = client;
  }

  /**
   * A webhook that is wanted.
   *
   * @param url https address that takes POSTs
   * @param token with which header GS1-Signature is made: HMAC-SHA-256 of the body, base64
   */
  @Serdeable
  record NewWebhook(
      @NotBlank @Size(max = 2000) String url, @Nullable @Size(min = 16, max = 200) String token) {}

  /**
   * A webhook as it is; its token is not shown.
   *
   * @param failures how many times in a row it could not be told
   * @param lastFailure why, the last time
   */
  @Serdeable
  record WebhookView(String url, int failures, @Nullable String lastFailure) {}

  /**
   * Has what concerns your organisation posted there from now on, each notice at least once and in
   * the order of its position. It says that there is something; the rest is asked for.
   */
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void put(@Valid @Body NewWebhook body, Caller caller) {
    caller.requirePerson();
    @Nullable String fault = client.fault("url", body.url());
    if (fault != null) {
      throw new ApiException(ErrorCode.INVALID_VALUE, fault);
    }
    webhooks.put(caller.organisation(), body.url(), body.token());
  }

  /** The webhook of your organisation. */
  @Get
  WebhookView webhook(Caller caller) {
    return webhooks
        .find(caller.organisation())
        .map(w -> new WebhookView(w.url(), w.failures(), w.lastFailure()))
        .orElseThrow(
            () -> new ApiException(ErrorCode.NOT_FOUND, "Your organisation has no webhook."));
  }

  /** Posts there no more. */
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void remove(Caller caller) {
    caller.requirePerson();
    webhooks.remove(caller.organisation());
  }
}
