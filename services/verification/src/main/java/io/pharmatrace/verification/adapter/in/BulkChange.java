package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.custody.PackChanges.Answer;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.jobs.ItemLines;
import io.pharmatrace.platform.jobs.ItemLines.Item;
import io.pharmatrace.platform.jobs.JobKind;
import io.pharmatrace.platform.jobs.JobRequest;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.Inputs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Does changes of many packs as a job: an event for each pack, so that each is told, traced and
 * declared to be in error by itself, as if it had been asked for alone. Thread-safe.
 */
@Singleton
final class BulkChange implements JobKind {
  static final String NAME = "pack-changes";
  static final String STATE = "state";
  static final List<String> REQUIRED = List.of("gtin", "serial");
  static final List<String> OPTIONAL =
      List.of(STATE, "undone", "time", "place", "batch", "expiry", "transactionId");

  /** Packs in one transaction: who wants one of them meanwhile waits for its end. */
  private static final int CHUNK = 500;

  /**
   * What holds of all rows that do not say otherwise.
   *
   * @param transactionId of the request
   * @param entry typed, or null: what says no more than before is the same request as before
   */
  @Serdeable
  record Common(
      String transactionId,
      @Nullable String state,
      @Nullable String undone,
      @Nullable OffsetDateTime time,
      @Nullable String place,
      @Nullable String entry) {

    /** Throws when no row could be done that has nothing of its own. */
    void check(Caller caller) {
      change("", "", "", "", "", "", "1").of(Sgtin.of("09521101000023", "1"), how(), caller);
    }

    Entry how() {
      return entry == null ? Entry.SCANNED : EntryHeader.of(entry);
    }

    private WantedChange change(
        String named, String back, String at, String where, String lot, String expiry, String id) {
      return new WantedChange(
          Objects.requireNonNullElse(or(named, state), ""),
          or(back, undone),
          id,
          or(lot, null),
          or(expiry, null),
          at.isEmpty() ? time : OffsetDateTime.parse(at),
          or(where, place));
    }

    /** The change that a row wants. */
    WantedChange change(Item row) {
      List<String> c = row.cells();
      String id = c.get(8).isEmpty() ? transactionId + "/" + row.position() : c.get(8);
      return change(c.get(2), c.get(3), c.get(4), c.get(5), c.get(6), c.get(7), id);
    }

    private static @Nullable String or(String text, @Nullable String otherwise) {
      return text.isEmpty() ? otherwise : text;
    }
  }

  private final PackChanges changes;
  private final Json json;

  BulkChange(PackChanges changes, Json json) {
    this.changes = changes;
    this.json = json;
  }

  /** How packs were named, as a request says it. */
  static @Nullable String typed(Entry entry) {
    return entry == Entry.TYPED ? entry.text() : null;
  }

  /** The cells of a row in the order in which a job keeps them. */
  static List<@Nullable String> cells(Map<String, String> row) {
    return Stream.concat(REQUIRED.stream(), OPTIONAL.stream())
        .<@Nullable String>map(row::get)
        .toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Work open(JobRequest request, byte[] input) {
    Common common;
    try {
      common = json.read(request.parameters(), Common.class);
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
        List<Item> rows = lines.read(from, CHUNK);
        return new Advanced(
            from + rows.size(), change(transaction, rows, common, request.caller()));
      }
    };
  }

  private List<JobResult> change(
      Handle transaction, List<Item> rows, Common common, Caller caller) {
    List<JobResult> results = new ArrayList<>();
    List<Item> usable = new ArrayList<>();
    List<PackChanges.Wanted> wanted = new ArrayList<>();
    for (Item row : rows) {
      try {
        wanted.add(wanted(row, common, caller));
        usable.add(row);
      } catch (ApiException e) {
        results.add(
            refused(row, e.code().code(), String.valueOf(e.getMessage())).because(e.reason()));
      }
    }
    List<Answer> answers = changes.change(transaction, wanted);
    for (int i = 0; i < answers.size(); i++) {
      results.add(result(usable.get(i), answers.get(i)));
    }
    results.sort((one, other) -> Integer.compare(one.position(), other.position()));
    return results;
  }

  private static PackChanges.Wanted wanted(Item row, Common common, Caller caller) {
    Sgtin pack =
        new Sgtin(
            Inputs.require(Gtin::parse, row.cells().get(0)),
            Inputs.require(Serial::parse, row.cells().get(1)));
    WantedChange change;
    try {
      change = common.change(row);
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(InvalidValue.DATE, "The time is none of ISO 8601 with an offset.");
    }
    if (change.transactionId().length() > WantedChange.LONGEST_ID) {
      throw ApiException.invalid(
          InvalidValue.TOO_LONG, "A transactionId has at most 100 characters.");
    }
    return change.of(pack, common.how(), caller);
  }

  private static JobResult result(Item row, Answer answer) {
    return switch (answer) {
      case Answer.Done(String eventId) -> JobResult.noted(row.position(), name(row), null, eventId);
      case Answer.Refused refused ->
          refused(row, refused.code(), refused.detail()).with(Alerted.of(refused.alert()));
      case Answer.OtherContent _ ->
          refused(row, ErrorCode.CONFLICT.code(), "The transactionId was used for another change.");
    };
  }

  private static JobResult refused(Item row, String code, String detail) {
    return JobResult.refused(row.position(), name(row), null, code, detail);
  }

  private static String name(Item row) {
    return row.cells().get(0) + " " + row.cells().get(1);
  }
}
