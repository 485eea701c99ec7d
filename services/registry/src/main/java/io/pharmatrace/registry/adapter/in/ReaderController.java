package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.application.ApiKeys;
import io.pharmatrace.registry.application.Directory;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Readers, which are the devices of the network, and their API keys. */
@Tag(name = "registry")
@Controller("/api/v1/readers/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class ReaderController {
  private static final Csv<KeyView> TABLE =
      Csv.<KeyView>table()
          .column("id", KeyView::id)
          .column("created", KeyView::created)
          .column("expires", KeyView::expires)
          .column("revoked", KeyView::revoked)
          .column("lastUsed", KeyView::lastUsed);

  private final Directory directory;
  private final ApiKeys keys;

  ReaderController(Directory directory, ApiKeys keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /** Where a reader stands. */
  @Serdeable
  record NewReader(@NotBlank String site) {}

  /** When a key ends by itself; absent for never. */
  @Serdeable
  record NewKey(@Nullable @Future OffsetDateTime expires) {}

  /**
   * A key that was just made.
   *
   * @param key what the device sends in the header X-Api-Key; never shown again
   */
  @Serdeable
  record MadeKey(UUID id, String key) {}

  /** A key, without its secret. */
  @Serdeable
  record KeyView(
      UUID id,
      String created,
      @Nullable String expires,
      @Nullable String revoked,
      @Nullable String lastUsed) {
    static KeyView of(ApiKeys.Key key) {
      return new KeyView(
          key.id(),
          key.created().toString(),
          text(key.expires()),
          text(key.revoked()),
          text(key.lastUsed()));
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
      return time == null ? null : time.toString();
    }
  }

  /** Registers a reader at a site. */
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void put(@Size(min = 1, max = 64) String id, @Valid @Body NewReader body) {
    directory.putReader(id, Inputs.require(Gln::parse, body.site()));
  }

  /** Makes an API key, with which the reader speaks for its site; shown this once. */
  @Post("/keys")
  HttpResponse<MadeKey> makeKey(@Size(min = 1, max = 64) String id, @Valid @Body NewKey body) {
    ApiKeys.NewKey made = keys.make(id, body.expires());
    return HttpResponse.created(
        new MadeKey(made.id(), made.secret()),
        URI.create("/api/v1/readers/" + Inputs.path(id) + "/keys/" + made.id()));
  }

  /** The keys of a reader, the latest first. */
  @Get(
      value = "/keys",
      produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The keys",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = KeyView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> keys(@Size(min = 1, max = 64) String id, HttpRequest<?> request) {
    return TABLE.either(request, "keys.csv", keys.list(id).stream().map(KeyView::of).toList());
  }

  /** Ends a key, within a second and in every process. */
  @Delete("/keys/{key}")
  @Status(HttpStatus.NO_CONTENT)
  void revokeKey(@Size(min = 1, max = 64) String id, UUID key) {
    keys.revoke(id, key);
  }
}
