package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a job, or one of the reasons why it was refused.
 *
 * @param position of the item in the input, as the kind counts: rows of a table from 1, the header
 *     being row 1
 * @param item its own name, such as a GTIN
 * @param field the column or attribute that is wrong
 * @param code stable code of docs/errors.md; of what was refused always
 * @param reason what kind of mistake a value is, as {@link InvalidValue}; null for others
 * @param detail a sentence that says what is wrong and what to do; shown to the caller
 * @param alert what a refused change of a pack is an alert of; null where it is none
 */
public record JobResult(
    int position,
    Outcome outcome,
    @Nullable String item,
    @Nullable String field,
    @Nullable String code,
    @Nullable String reason,
    @Nullable String detail,
    Problem.@Nullable Alert alert) {

  /** What became of an item. */
  public enum Outcome {
    DONE,
    /** It was so before. */
    UNCHANGED,
    REFUSED
  }

  /** An item that was done. */
  public static JobResult done(int position, String item) {
    return new JobResult(position, Outcome.DONE, item, null, null, null, null, null);
  }

  /** An item that was so before. */
  public static JobResult unchanged(int position, String item) {
    return new JobResult(position, Outcome.UNCHANGED, item, null, null, null, null, null);
  }

  /** Something about an item that was passed over, whatever becomes of the rest of it. */
  public static JobResult noted(
      int position, @Nullable String item, @Nullable String field, String detail) {
    return new JobResult(position, Outcome.DONE, item, field, null, null, detail, null);
  }

  /** An item that was refused, or one of the reasons why. */
  public static JobResult refused(
      int position, @Nullable String item, @Nullable String field, String code, String detail) {
    return new JobResult(position, Outcome.REFUSED, item, field, code, null, detail, null);
  }

  /** The same, of a value that is wrong in that way. */
  public JobResult because(@Nullable String kind) {
    return new JobResult(position, outcome, item, field, code, kind, detail, alert);
  }

  /** The same, which is that alert. */
  public JobResult with(Problem.@Nullable Alert told) {
    return new JobResult(position, outcome, item, field, code, reason, detail, told);
  }
}
