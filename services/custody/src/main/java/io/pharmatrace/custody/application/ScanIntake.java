package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.Rejections.NewRejection;
import io.pharmatrace.custody.application.Rejections.Source;
import io.pharmatrace.custody.application.ScanReader.Reading;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.platform.Json;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Reader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes raw scans into custody. A scan is accepted, parked until what it needs arrives, or rejected
 * with its reason and its original. Thread-safe.
 */
@Singleton
public class ScanIntake {
  /** Longer messages are no scans. */
  private static final int MAX_MESSAGE = 16_384;

  private final Organisations organisations;
  private final Capture capture;
  private final ScanStore scans;
  private final Rejections rejections;
  private final Json json;
  private final Duration parkFor;

  ScanIntake(
      Organisations organisations,
      Capture capture,
      ScanStore scans,
      Rejections rejections,
      Json json,
      @Value("${pharmatrace.custody.park-for:10m}") Duration parkFor) {
    this.organisations = organisations;
    this.capture = capture;
    this.scans = scans;
    this.rejections = rejections;
    this.json = json;
    this.parkFor = parkFor;
  }

  /** Whether and behind what a scan of a batch may wait. */
  private enum Wait {
    /** Behind those that are parked, and those of the batch. */
    BEHIND_STORED,
    /** Behind those of the batch, which are the parked ones. */
    BEHIND_EACH_OTHER,
    NO_LONGER
  }

  private record Scan(ScanStore.Key key, ScanMessage message, String original) {
    String content() {
      return message.fingerprint();
    }
  }

  private record Ready(Scan scan, Submission submission) {}

  /**
   * Takes messages in their order, in the caller's transaction. A scan that was taken before
   * changes nothing; one that says something else under the same number is rejected.
   */
  public void take(Handle handle, List<String> messages) {
    List<NewRejection> rejected = new ArrayList<>();
    Map<ScanStore.Key, Scan> fresh = new LinkedHashMap<>();
    List<Scan> others = new ArrayList<>();
    for (String message : messages) {
      parse(message, rejected, fresh, others);
    }
    scans
        .known(handle, fresh.keySet())
        .forEach(
            (key, content) -> {
              Scan scan = Objects.requireNonNull(fresh.remove(key));
              if (content.isPresent() && !content.get().equals(scan.content())) {
                others.add(scan);
              }
            });
    if (!others.isEmpty()) {
      rejected.addAll(taken(handle, others));
    }
    List<ScanStore.Result> results =
        run(handle, List.copyOf(fresh.values()), Wait.BEHIND_STORED, rejected);
    scans.insert(handle, results, parkFor);
    rejections.add(handle, rejected);
  }

  /**
   * Tries parked scans again; those past their deadline are rejected.
   *
   * @return whether any came free, so that others may now too
   */
  public boolean retryParked(Handle handle, int limit) {
    boolean progress = false;
    for (boolean overdue : new boolean[] {false, true}) {
      progress |= retry(handle, scans.lockParked(handle, overdue, limit), overdue);
    }
    return progress;
  }

  private boolean retry(Handle handle, List<String> messages, boolean overdue) {
    Map<ScanStore.Key, Scan> parked = new LinkedHashMap<>();
    List<NewRejection> rejected = new ArrayList<>();
    messages.forEach(message -> parse(message, rejected, parked, new ArrayList<>()));
    List<ScanStore.Result> results =
        run(
            handle,
            List.copyOf(parked.values()),
            overdue ? Wait.NO_LONGER : Wait.BEHIND_EACH_OTHER,
            rejected);
    scans.settle(handle, results);
    rejections.add(handle, rejected);
    return results.stream().anyMatch(r -> r.event() != null);
  }

  /**
   * Finds those parked scans that cannot be stored for a reason that no rule foresaw, and rejects
   * them, each tried in a transaction of its own. The others stay as they are.
   *
   * @param limit how many are looked at
   */
  public void rejectFaultyParked(Transactions transactions, int limit) {
    for (ScanStore.Key key : transactions.run(handle -> scans.parked(handle, limit))) {
      try {
        transactions.run(
            handle -> {
              retry(handle, scans.lockParked(handle, key).stream().toList(), false);
              return true;
            });
      } catch (RuntimeException e) {
        if (Transactions.isOutage(e)) {
          throw e;
        }
        String why = e.getClass().getSimpleName();
        transactions.run(
            handle -> {
              scans.lockParked(handle, key).ifPresent(message -> reject(handle, message, why));
              scans.settle(handle, List.of(ScanStore.Result.rejected(key, "")));
              return true;
            });
      }
    }
  }

  /** Nothing is lost because a scanner began to count anew. */
  private List<NewRejection> taken(Handle handle, List<Scan> others) {
    Map<String, Reader> readers = readers(handle, others);
    Refusal refusal =
        new Refusal(Reason.SCAN_ID_TAKEN, "Another scan of this reader has this scanId.");
    return others.stream()
        .map(scan -> rejection(readers.get(scan.key().reader()), refusal, scan))
        .toList();
  }

  private Map<String, Reader> readers(Handle handle, List<Scan> batch) {
    return organisations.readers(
        handle, batch.stream().map(s -> s.key().reader()).collect(Collectors.toSet()));
  }

  private static NewRejection rejection(@Nullable Reader reader, Refusal refusal, Scan scan) {
    return new NewRejection(
        reader == null ? null : reader.organisation(), Source.SCAN, refusal, scan.original());
  }

  private void parse(
      String original,
      List<NewRejection> rejected,
      Map<ScanStore.Key, Scan> into,
      List<Scan> others) {
    try {
      if (original.length() > MAX_MESSAGE) {
        throw new IOException("The message is longer than " + MAX_MESSAGE + " characters.");
      }
      if (original.indexOf('\0') >= 0) {
        throw new IOException("The message holds a NUL character.");
      }
      ScanMessage message = json.read(original, ScanMessage.class);
      @Nullable String fault = message.fault().orElse(null);
      if (fault != null || message.reader() == null || message.scanId() == null) {
        throw new IOException(fault);
      }
      ScanStore.Key key = new ScanStore.Key(message.reader(), message.scanId());
      Scan scan = new Scan(key, message, original);
      @Nullable Scan first = into.putIfAbsent(key, scan);
      if (first != null && !first.content().equals(scan.content())) {
        others.add(scan);
      }
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? "The message is no JSON object." : e.getMessage();
      Refusal refusal =
          new Refusal(Reason.MALFORMED, why.length() > 300 ? why.substring(0, 300) : why);
      rejected.add(new NewRejection(null, Source.SCAN, refusal, original));
    }
  }

  private List<ScanStore.Result> run(
      Handle handle, List<Scan> batch, Wait wait, List<NewRejection> rejected) {
    Map<String, Reader> readers = readers(handle, batch);
    List<ScanStore.Result> results = new ArrayList<>();
    List<Ready> ready = new ArrayList<>();
    for (Scan scan : batch) {
      @Nullable Reader reader = readers.get(scan.key().reader());
      switch (read(reader, scan)) {
        case Reading.Event(Submission submission) -> ready.add(new Ready(scan, submission));
        case Reading.Unusable(Refusal refusal) -> {
          results.add(ScanStore.Result.rejected(scan.key(), scan.content()));
          rejected.add(rejection(reader, refusal, scan));
        }
      }
    }
    // What arrives together is applied in the order in which it happened: a pack may be scanned
    // into a case at one reader and the case out of the door at another.
    ready.sort(Comparator.comparing(r -> r.submission().event().eventTime().toInstant()));
    List<Outcome> outcomes =
        capture.captureScans(
            handle,
            ready.stream().map(Ready::submission).toList(),
            switch (wait) {
              case BEHIND_STORED ->
                  scans.waiting(
                      handle, ready.stream().flatMap(r -> units(r.submission()).stream()).toList());
              case BEHIND_EACH_OTHER -> new WaitingUnits();
              case NO_LONGER -> null;
            },
            wait == Wait.BEHIND_EACH_OTHER);
    for (int i = 0; i < ready.size(); i++) {
      results.add(result(ready.get(i), outcomes.get(i), wait, rejected));
    }
    return results;
  }

  private static Reading read(@Nullable Reader reader, Scan scan) {
    if (reader == null) {
      return new Reading.Unusable(
          new Refusal(Reason.UNKNOWN_READER, "No reader of this name is registered."));
    }
    return reader.mayAct()
        ? ScanReader.read(reader.organisation(), scan.message())
        : new Reading.Unusable(new Refusal(Reason.SUSPENDED, "The reader may not act at present."));
  }

  private static List<String> units(Submission submission) {
    return submission.event().identifiers().stream().map(Identifier::canonical).toList();
  }

  /**
   * Rejects a message that cannot be stored for a reason that no rule foresaw, so that it stops
   * nothing behind it.
   */
  public void reject(Handle handle, String message, String why) {
    Refusal refusal = new Refusal(Reason.UNPROCESSABLE, "It could not be stored: " + why);
    rejections.add(handle, List.of(new NewRejection(null, Source.SCAN, refusal, message)));
  }

  private static ScanStore.Result result(
      Ready ready, Outcome outcome, Wait wait, List<NewRejection> rejected) {
    ScanStore.Key key = ready.scan().key();
    String content = ready.scan().content();
    return switch (outcome) {
      case Outcome.Accepted(long event, _) -> ScanStore.Result.accepted(key, content, event);
      case Outcome.Duplicate(long event, String _) ->
          ScanStore.Result.accepted(key, content, event);
      case Outcome.Refused(Refusal refusal) -> {
        if (refusal.reason().waitable() && wait != Wait.NO_LONGER) {
          yield ScanStore.Result.parked(
              key,
              content,
              new ScanStore.Waiting(
                  ready.scan().original(),
                  ready.submission().organisation(),
                  ready.submission().event().eventTime(),
                  units(ready.submission())));
        }
        rejected.add(
            new NewRejection(
                ready.submission().organisation(), Source.SCAN, refusal, ready.scan().original()));
        yield ScanStore.Result.rejected(key, content);
      }
    };
  }
}
