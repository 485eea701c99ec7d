package io.pharmatrace.custody.application;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Cuts the events of a document into batches that fit into memory, whatever the events are like.
 * Lives in one reading of one document.
 */
final class EventBatches implements EventSink {
  private static final int MAX_EVENTS = 500;

  /** Of the document's text; what becomes of it in memory is some ten times that. */
  private static final long MAX_BYTES = 1 << 20;

  /** An event and its position in the document, from 0. */
  record Numbered(int index, EpcisEvent event) {}

  /**
   * Events that follow each other.
   *
   * @param next position of the event after the batch
   * @param events those that are valid
   * @param invalid what is wrong with the others
   */
  record Batch(int next, List<Numbered> events, CaptureError.Tally invalid) {}

  private final int first;
  private final LongSupplier position;
  private final Consumer<Batch> consumer;

  private List<Numbered> events = new ArrayList<>();
  private CaptureError.Tally invalid = new CaptureError.Tally();
  private long start;
  private int count;
  private int next;

  /**
   * Batches.
   *
   * @param first events before this one are left out
   * @param position how many bytes of the document were read
   * @param consumer takes each batch when it is full
   */
  EventBatches(int first, LongSupplier position, Consumer<Batch> consumer) {
    this.first = first;
    this.next = first;
    this.position = position;
    this.consumer = consumer;
  }

  @Override
  public void event(int index, EpcisEvent event) {
    if (index >= first) {
      events.add(new Numbered(index, event));
      counted(index);
    }
  }

  @Override
  public void invalid(int index, List<Problem> problems) {
    if (index >= first) {
      problems.forEach(problem -> invalid.add(CaptureError.of(index, problem)));
      counted(index);
    }
  }

  private void counted(int index) {
    next = index + 1;
    if (++count >= MAX_EVENTS || position.getAsLong() - start >= MAX_BYTES) {
      flush();
    }
  }

  /** Gives away what is left; to be called at the end of the document. */
  void flush() {
    if (count > 0) {
      Batch batch = new Batch(next, events, invalid);
      events = new ArrayList<>();
      invalid = new CaptureError.Tally();
      start = position.getAsLong();
      count = 0;
      consumer.accept(batch);
    }
  }

  /** Position of the event after the last one that was seen. */
  int next() {
    return next;
  }
}
