package io.pharmatrace.custody.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.SerialRegistration;
import io.pharmatrace.custody.application.SerialRegistration.Answer;
import io.pharmatrace.custody.application.SerialRegistration.Row;
import io.pharmatrace.custody.application.SerialRegistration.Target;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.ItemLines;
import io.pharmatrace.platform.jobs.JobKind;
import io.pharmatrace.platform.jobs.JobRequest;
import io.pharmatrace.platform.jobs.JobResult;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Registers the serial numbers of a batch as a job: all of them or none. Thread-safe. */
@Singleton
final class SerialUpload implements JobKind {
  static final String NAME = "serial-numbers";

  /**
   * Of which batch the packs are.
   *
   * @param time when they were commissioned
   * @param place GLN of where
   */
  @Serdeable
  record Common(String gtin, String lot, OffsetDateTime time, @Nullable String place) {
    private Target target(UUID organisation) {
      return new Target(
          organisation, new Gtin(gtin), new Lot(lot), time, place == null ? null : new Gln(place));
    }
  }

  private final SerialRegistration registration;
  private final Json json;

  SerialUpload(SerialRegistration registration, Json json) {
    this.registration = registration;
    this.json = json;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Work open(JobRequest request, byte[] input) {
    Target target;
    try {
      target =
          json.read(request.parameters(), Common.class).target(request.caller().organisation());
    } catch (IOException e) {
      throw new UncheckedIOException("the request wrote it", e);
    }
    ItemLines lines = new ItemLines(input);
    return new Work() {
      @Override
      public int total() {
        return lines.count();
      }

      @Override
      public Step run(Handle transaction, int from, Progress progress) {
        List<Row> rows =
            lines.read(0, lines.count()).stream()
                .map(item -> new Row(item.position(), item.cells().getFirst()))
                .toList();
        return register(transaction, target, rows, progress);
      }
    };
  }

  private Step register(Handle transaction, Target target, List<Row> rows, Progress progress) {
    Answer answer;
    try {
      answer = registration.register(transaction, target, rows, progress::at);
    } catch (ApiException e) {
      answer = new Answer.Refused(e.code().code(), String.valueOf(e.getMessage()));
    }
    return switch (answer) {
      case Answer.Registered _ -> new Advanced(rows.size(), List.of());
      case Answer.Unusable(var wrong) ->
          new Abandoned(
              ErrorCode.UNUSABLE.code(),
              "%d of %d rows cannot be registered, so none was; correct them and send all again."
                  .formatted(wrong.size(), rows.size()),
              wrong.stream()
                  .map(
                      w ->
                          JobResult.refused(
                                  w.row().number(),
                                  w.row().serial(),
                                  "serial",
                                  w.code(),
                                  w.detail())
                              .because(w.reason()))
                  .toList());
      case Answer.Refused(String code, String detail) -> new Abandoned(code, detail, List.of());
    };
  }
}
