package io.pharmatrace.platform.jobs;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of an item of a job.
 *
 * @param n place in the list of results, from 1
 * @param position of the item in what was sent; rows of a table from 1, the header being row 1
 * @param outcome done, unchanged or refused
 * @param item its own name, such as a GTIN
 * @param field the column or attribute that is wrong
 * @param code stable code, see docs/errors.md
 * @param reason what kind of mistake a value is, see docs/errors.md; absent for others
 * @param detail what is wrong and what to do
 * @param alert what a refused change of a pack is an alert of; absent where it is none
 */
@Serdeable
public record JobResultView(
    int n,
    int position,
    String outcome,
    @Nullable String item,
    @Nullable String field,
    @Nullable String code,
    @Nullable String reason,
    @Nullable String detail,
    Problem.@Nullable Alert alert) {

  static JobResultView of(JobRows.Row row) {
    JobResult result = row.result();
    return new JobResultView(
        row.n(),
        result.position(),
        JobRows.text(result.outcome()),
        result.item(),
        result.field(),
        result.code(),
        result.reason(),
        result.detail(),
        result.alert());
  }
}
