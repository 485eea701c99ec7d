package io.pharmatrace.custody.adapter.in.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.annotation.Secured;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.pharmatrace.custody.application.query.EpcFormat;
import io.pharmatrace.custody.application.subscription.Controls;
import io.pharmatrace.custody.application.subscription.Receiver;
import io.pharmatrace.custody.application.subscription.Subscribing;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.epcis.query.QuerySchedule;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.platform.webhook.Delivery;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions over WebSocket (EPCIS 2.0, GET /queries/{name}/events with Upgrade): they live as
 * long as the connection. Micronaut cannot have a WebSocket and a GET at one address, so {@link
 * RequestLine} leads an upgrade from the standard's address to this one. {@link SocketGuard}
 * refuses before the upgrade what cannot be. Thread-safe.
 */
@ServerWebSocket("/epcis/v2/queries/{queryName}/events/socket")
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
public class EventSockets implements Receiver {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
  private static final int SEND_SECONDS = 10;

  /** In bytes (RFC 6455 section 5.5.1: 125 with the code); what we say is ASCII. */
  private static final int LONGEST_REASON = 120;

  private static final Logger LOG = LoggerFactory.getLogger(EventSockets.class);
  private static final Set<String> PARAMETERS =
      Stream.concat(
              Stream.of("stream", "reportIfEmpty", "initialRecordTime"),
              Arrays.stream(QuerySchedule.Field.values()).map(QuerySchedule.Field::text))
          .collect(Collectors.toUnmodifiableSet());
  private static final String SUBSCRIPTION = "subscription";

  private final Subscribing subscribing;
  private final Map<UUID, WebSocketSession> sessions = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private volatile Instant keptAlive = Instant.EPOCH;

  EventSockets(Subscribing subscribing, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
    this.subscribing = subscribing;
    this.threads = threads;
  }

  /**
   * Begins the subscription that the query string asks for. What {@link SocketGuard} let pass and
   * cannot be any more ends the connection.
   */
  @OnOpen
  void open(String queryName, WebSocketSession session, HttpRequest<?> request, Caller caller) {
    try {
      EpcFormat epcFormat = Negotiation.epcFormat(request.getHeaders().get(Negotiation.EPC_FORMAT));
      Controls controls = controls(request);
      // Netty's own thread, which serves other connections too, does not wait for a database.
      threads.execute(() -> begin(queryName, session, caller, epcFormat, controls));
    } catch (ApiException e) {
      refuse(session, e.code(), String.valueOf(e.getMessage()));
    }
  }

  private void begin(
      String queryName,
      WebSocketSession session,
      Caller caller,
      EpcFormat epcFormat,
      Controls controls) {
    try {
      Subscription subscription =
          SubscriptionStart.begin(subscribing, caller, queryName, null, null, epcFormat, controls);
      session.put(SUBSCRIPTION, subscription);
      sessions.put(subscription.id(), session);
      if (!session.isOpen()) {
        close(session); // It was closed meanwhile, when there was nothing to end yet.
      }
    } catch (ApiException e) {
      refuse(session, e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("a WebSocket cannot be subscribed", e);
      refuse(session, ErrorCode.INTERNAL, ErrorCode.INTERNAL.title());
    }
  }

  private static void refuse(WebSocketSession session, ErrorCode code, String why) {
    String reason = code.code() + ": " + why;
    session.close(
        new CloseReason(
            CloseReason.POLICY_VIOLATION.getCode(),
            reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
  }

  /**
   * When and of what the query string wants to be told.
   *
   * @throws ApiException SUBSCRIPTION_INVALID when it cannot be so
   */
  static Controls controls(HttpRequest<?> request) {
    var parameters = request.getParameters();
    for (String name : parameters.names()) {
      if (!PARAMETERS.contains(name)) {
        throw new ApiException(
            ErrorCode.SUBSCRIPTION_INVALID, name + ": a subscription has no such parameter.");
      }
    }
    Map<String, String> schedule = new HashMap<>();
    for (QuerySchedule.Field field : QuerySchedule.Field.values()) {
      String value = parameters.get(field.text());
      if (value != null) {
        schedule.put(field.text(), value);
      }
    }
    return SubscriptionStart.controls(
        flag("stream", parameters),
        schedule,
        flag("reportIfEmpty", parameters),
        time(parameters.get("initialRecordTime")));
  }

  private static boolean flag(String name, HttpParameters parameters) {
    String value = parameters.get(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new ApiException(ErrorCode.SUBSCRIPTION_INVALID, name + " is true or false.");
    }
    return "true".equals(value);
  }

  private static @Nullable OffsetDateTime time(@Nullable String text) {
    try {
      OffsetDateTime time = text == null ? null : OffsetDateTime.parse(text);
      if (time == null || (time.getYear() >= 1970 && time.getYear() < 10_000)) {
        return time;
      }
      throw new DateTimeParseException("out of range", text, 0);
    } catch (DateTimeParseException e) {
      throw new ApiException(
          ErrorCode.SUBSCRIPTION_INVALID,
          "initialRecordTime is a time with offset, as in 2026-11-21T08:00:00Z.");
    }
  }

  /** A subscriber only listens; what it says is not looked at. */
  @OnMessage
  void message(String text, WebSocketSession session) {}

  @OnClose
  void close(WebSocketSession session) {
    Optional<Subscription> subscription = session.get(SUBSCRIPTION, Subscription.class);
    subscription.ifPresent(
        each -> {
          sessions.remove(each.id());
          threads.execute(() -> subscribing.end(each.organisation(), each.queryName(), each.id()));
        });
  }

  @Override
  public Delivery send(Subscription subscription, byte[] report) {
    WebSocketSession session = sessions.get(subscription.id());
    if (session == null) {
      return new Delivery.Failed("the connection is closed");
    }
    try {
      session.sendAsync(new String(report, UTF_8)).get(SEND_SECONDS, TimeUnit.SECONDS);
      return new Delivery.Taken();
    } catch (ExecutionException | TimeoutException e) {
      return new Delivery.Failed("the connection takes nothing: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Failed("interrupted");
    }
  }

  /** The WebSockets that are open here. */
  Set<UUID> open() {
    return Set.copyOf(sessions.keySet());
  }

  /** To be called often: says now and then that they are. */
  void keepAlive() {
    if (Duration.between(keptAlive, Instant.now()).compareTo(KEEP_ALIVE) > 0) {
      Map<UUID, WebSocketSession> open = Map.copyOf(sessions);
      Set<UUID> standing = subscribing.keepAlive(open.keySet());
      open.forEach(
          (id, session) -> {
            if (!standing.contains(id)) {
              refuse(session, ErrorCode.QUERY_UNKNOWN, "the query was deleted");
            }
          });
      keptAlive = Instant.now();
    }
  }
}
