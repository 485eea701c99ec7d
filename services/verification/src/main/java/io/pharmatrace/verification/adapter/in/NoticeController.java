package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.verification.application.NoticeQueue;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Tells what happens to alerts while it happens. */
@Tag(name = "alerts")
@Controller("/api/v1/alerts/stream")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class NoticeController {
  /** Of one organisation in one process. */
  private static final int MOST_STREAMS = 20;

  /** Of all organisations in one process. */
  private static final int MOST_IN_ALL = 2_000;

  private final NoticeQueue queue;
  private final NoticePositions positions;
  private final Json json;
  private final Map<UUID, Integer> open = new ConcurrentHashMap<>();

  NoticeController(NoticeQueue queue, NoticePositions positions, Json json) {
    this.queue = queue;
    this.positions = positions;
    this.json = json;
  }

  /**
   * Server-sent events about what concerns your organisation, from now on: {@code alert}, and
   * {@code recall} when something that it has or is sent is recalled. With the id of the last event
   * that came, from there on. The first event is {@code alive} with the position where the stream
   * begins. It ends after some minutes, and the listener comes back.
   *
   * @param lastEventId id of the last event that came
   */
  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<String>> stream(
      @Nullable @Header("Last-Event-ID") @PositiveOrZero Long lastEventId,
      HttpRequest<?> request,
      Caller caller) {
    if (!request.getHeaders().get(HttpHeaders.ACCEPT, String.class, "").contains("event-stream")) {
      throw new ApiException(
          ErrorCode.NOT_ACCEPTABLE, "Accept " + MediaType.TEXT_EVENT_STREAM + " to listen.");
    }
    UUID organisation = caller.organisation();
    if (open.getOrDefault(organisation, 0) >= MOST_STREAMS) {
      throw ApiException.tooManyRequests(
          "Your organisation listens " + MOST_STREAMS + " times already.", Duration.ofSeconds(30));
    }
    if (open.values().stream().mapToInt(Integer::intValue).sum() >= MOST_IN_ALL) {
      throw ApiException.tooManyRequests("Too many listen already.", Duration.ofSeconds(30));
    }
    return new NoticeStream(
        queue,
        positions,
        json,
        organisation,
        lastEventId == null ? queue.last(organisation) : lastEventId,
        () -> open.merge(organisation, 1, Integer::sum),
        () -> open.computeIfPresent(organisation, (_, n) -> n == 1 ? null : n - 1));
  }
}
