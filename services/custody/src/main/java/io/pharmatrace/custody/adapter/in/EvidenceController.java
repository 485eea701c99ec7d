package io.pharmatrace.custody.adapter.in;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Subject;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Evidence of events, for whoever does not trust us (docs/adr/0020). */
@Tag(name = "verification")
@Controller("/api/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
final class EvidenceController {
  /** Of a bundle. */
  static final String TYPE = "application/vnd.pharmatrace.evidence+json";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Optional<Evidence> evidence;
  private final Jdbi jdbi;

  EvidenceController(Optional<Evidence> evidence, Jdbi jdbi) {
    this.evidence = evidence;
    this.jdbi = jdbi;
  }

  private record Found(long entry, Bytes32 hash, String document) {}

  /**
   * The evidence bundle of an event, which ./pharmatrace evidence verify checks offline. Only its
   * author gets it, and a regulator: the document has all that was said. The author may hand it on.
   *
   * @param event the 64 hexadecimal digits of the event hash, as in its ni: URI
   * @param unit discloses this unit of it alone, and not the document: its Digital Link URI
   */
  @Get("/{event}/evidence")
  @Produces(TYPE)
  HttpResponse<byte[]> evidence(String event, @Nullable @QueryValue String unit, Caller caller) {
    Found found = find(event, Viewer.of(caller)).orElseThrow(EvidenceController::unknown);
    Evidence maker = maker(evidence);
    Evidence.Answer answer;
    try {
      answer =
          unit == null
              ? maker.event(
                  found.entry,
                  Optional.of(
                      new Subject.Document(Bytes.of(found.document.getBytes(UTF_8)), found.hash)),
                  List.of())
              : maker.event(found.entry, Optional.empty(), List.of(unit));
    } catch (NoSuchElementException e) {
      throw new ApiException(ErrorCode.NOT_FOUND, "The event does not name that unit.");
    }
    return response(answer);
  }

  /** Who makes bundles, in a process that has a chain. */
  static Evidence maker(Optional<Evidence> evidence) {
    return evidence.orElseThrow(
        () ->
            new ApiException(
                ErrorCode.UNAVAILABLE,
                "This process has no chain: ask one of the role anchoring."));
  }

  /** The bundle, as a file. */
  static HttpResponse<byte[]> response(Evidence.Answer answer) {
    return switch (answer) {
      case Evidence.Answer.Made(Bytes file) ->
          HttpResponse.ok(file.array())
              .header("Content-Disposition", "attachment; filename=\"evidence.json\"");
      case Evidence.Answer.NotNow(String why) -> throw new ApiException(ErrorCode.UNAVAILABLE, why);
      case Evidence.Answer.Busy(Duration again) ->
          throw ApiException.unavailable("Other evidence is being made: ask again later.", again);
    };
  }

  private static ApiException unknown() {
    return new ApiException(
        ErrorCode.NOT_FOUND, "There is no such event of yours: give the 64 digits of its hash.");
  }

  /** Of several with the same hash, which differ in what they declare wrong, the first. */
  private Optional<Found> find(String event, Viewer viewer) {
    if (!HASH.matcher(event).matches()) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT entry_id, event_hash, document FROM custody.event
                    WHERE event_hash = :hash
                      AND (CAST(:viewer AS uuid) IS NULL OR organisation_id = CAST(:viewer AS uuid))
                    ORDER BY id LIMIT 1
                    """)
                .bind("hash", Bytes32.fromHex(event).bytes())
                .bindByType("viewer", viewer.scope(), UUID.class)
                .map((r, c) -> new Found(r.getLong(1), Bytes32.of(r.getBytes(2)), r.getString(3)))
                .findOne());
  }
}
