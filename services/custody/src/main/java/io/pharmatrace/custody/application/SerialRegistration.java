package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.EventBuilder;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Batch;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Commissions many packs of a registered batch at once, all or none, as EPCIS events of their
 * manufacturer. Thread-safe.
 */
@Singleton
public class SerialRegistration {
  /** Packs at once. */
  public static final int MOST = 250_000;

  /**
   * Packs in one event: what a subscriber or partner is sent at once, some 300 kB, and half of what
   * an event may name.
   */
  private static final int PACKS_OF_AN_EVENT = 5_000;

  /**
   * What the packs have in common.
   *
   * @param organisation their manufacturer
   * @param time when they were commissioned
   * @param place where
   */
  public record Target(
      UUID organisation, Gtin gtin, Lot lot, OffsetDateTime time, @Nullable Gln place) {}

  /**
   * A serial number as it was sent.
   *
   * @param number of its row, as a user counts
   */
  public record Row(int number, String serial) {}

  /**
   * Why a row cannot be registered.
   *
   * @param code stable code of docs/errors.md
   * @param reason what kind of mistake it is, if that has a code
   * @param detail a sentence about it
   */
  public record Wrong(Row row, String code, @Nullable String reason, String detail) {
    static Wrong inUse(Row row, String detail) {
      return new Wrong(row, Reason.ALREADY_COMMISSIONED.code(), null, detail);
    }
  }

  /** What became of it. */
  public sealed interface Answer {
    /** Every pack is commissioned, once the transaction commits. */
    record Registered() implements Answer {}

    /** Nothing may be kept: some rows are wrong. */
    record Unusable(List<Wrong> rows) implements Answer {
      public Unusable {
        rows = List.copyOf(rows);
      }
    }

    /** Nothing may be kept: the packs cannot be commissioned so, whatever their numbers. */
    record Refused(String code, String detail) implements Answer {}
  }

  private final Capture capture;
  private final Products products;
  private final Makers makers;

  SerialRegistration(Capture capture, Products products, Makers makers) {
    this.capture = capture;
    this.products = products;
    this.makers = makers;
  }

  /**
   * The batch, if it is registered and its product the organisation's.
   *
   * @throws ApiException {@link ErrorCode#NOT_FOUND} when not
   */
  public Batch require(Handle handle, UUID organisation, Gtin gtin, Lot lot) {
    makers.require(handle, organisation, gtin);
    BatchKey key = new BatchKey(gtin, lot);
    @Nullable Batch batch = products.findBatches(handle, List.of(key)).get(key);
    if (batch == null) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No such batch: register it first.");
    }
    return batch;
  }

  /**
   * Commissions packs in the caller's transaction, which is to be rolled back unless the answer is
   * {@link Answer.Registered}.
   *
   * @param rows the serial numbers, at most {@link #MOST}
   * @param progress is told how many are done
   */
  public Answer register(Handle handle, Target target, List<Row> rows, IntConsumer progress) {
    Batch batch = require(handle, target.organisation(), target.gtin(), target.lot());
    SerialLock.takeShared(handle, target.gtin());
    List<Wrong> wrong = new ArrayList<>();
    Map<Serial, Row> serials = read(rows, wrong);
    wrong.addAll(recorded(handle, target.gtin(), serials));
    if (!wrong.isEmpty()) {
      wrong.sort((one, other) -> Integer.compare(one.row().number(), other.row().number()));
      return new Answer.Unusable(wrong);
    }
    List<Serial> inOrder = rows.stream().map(row -> new Serial(row.serial())).toList();
    for (int from = 0; from < inOrder.size(); from += PACKS_OF_AN_EVENT) {
      int to = Math.min(inOrder.size(), from + PACKS_OF_AN_EVENT);
      ObjectEvent event = event(target, batch, inOrder.subList(from, to));
      Outcome outcome =
          capture.capture(handle, List.of(Submission.of(target.organisation(), event))).getFirst();
      if (outcome instanceof Outcome.Refused(Refusal(Reason reason, String detail, _))) {
        return new Answer.Refused(reason.code(), detail);
      }
      progress.accept(to);
    }
    return new Answer.Registered();
  }

  /** The numbers in the order of their rows; notes the rows that have none, or one again. */
  private static Map<Serial, Row> read(List<Row> rows, List<Wrong> wrong) {
    Map<Serial, Row> serials = HashMap.newHashMap(rows.size());
    for (Row row : rows) {
      Serial serial;
      try {
        serial = Inputs.require(Serial::parse, row.serial());
      } catch (ApiException e) {
        wrong.add(new Wrong(row, e.code().code(), e.reason(), String.valueOf(e.getMessage())));
        continue;
      }
      @Nullable Row first = serials.putIfAbsent(serial, row);
      if (first != null) {
        wrong.add(
            Wrong.inUse(row, "The serial number stands in row " + first.number() + " already."));
      }
    }
    return serials;
  }

  /** Those that a pack has. One that was commissioned in error may be commissioned again. */
  private static List<Wrong> recorded(Handle handle, Gtin gtin, Map<Serial, Row> serials) {
    Set<Serial> known = new HashSet<>();
    handle
        .createQuery(
            """
            SELECT u.serial FROM unnest(:serials) AS n (serial)
            JOIN custody.unit u ON u.key = :gtin AND u.serial = n.serial
            WHERE u.state <> 'Void'
            """)
        .bind("gtin", gtin.digits())
        .bindArray("serials", String.class, Columns.of(serials.keySet(), Serial::value))
        .mapTo(String.class)
        .forEach(serial -> known.add(new Serial(serial)));
    return serials.entrySet().stream()
        .filter(entry -> known.contains(entry.getKey()))
        .map(entry -> Wrong.inUse(entry.getValue(), "A pack with this serial number is on record."))
        .toList();
  }

  private static ObjectEvent event(Target target, Batch batch, List<Serial> serials) {
    EventBuilder event =
        EventBuilder.at(target.time())
            .bizStep("commissioning")
            .disposition("active")
            .lot(target.lot().value())
            .expiry(batch.expiry().date().toString());
    if (target.place() != null) {
      event.readPoint(new Sgln(target.place(), null).digitalLink());
    }
    return event.objectEvent(
        Action.ADD, Columns.of(serials, serial -> new Sgtin(target.gtin(), serial).digitalLink()));
  }
}
