package io.pharmatrace.platform.jobs;

import io.micronaut.serde.annotation.Serdeable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job: long work that a request began.
 *
 * @param state waiting, running, done (every item was looked at; single ones may have been refused)
 *     or failed (it ended before its last item)
 * @param total items; absent until it is begun
 * @param done items that were looked at
 * @param refused how many of them were refused
 * @param share done of total, from 0 to 1; absent until it is begun
 * @param code why it failed
 * @param reason a sentence about that
 * @param errors the first items that were refused; empty in lists
 */
@Serdeable
public record JobView(
    UUID id,
    String kind,
    String state,
    String askedBy,
    String created,
    @Nullable String started,
    @Nullable String finished,
    @Nullable Integer total,
    int done,
    int refused,
    @Nullable Double share,
    @Nullable String code,
    @Nullable String reason,
    List<JobResultView> errors) {

  static JobView of(Job job) {
    return of(job, List.of());
  }

  static JobView of(Job job, List<JobRows.Row> errors) {
    @Nullable Integer total = job.total();
    return new JobView(
        job.id(),
        job.kind(),
        JobRows.text(job.state()),
        job.askedBy(),
        job.created().toString(),
        text(job.started()),
        text(job.finished()),
        total,
        job.done(),
        job.refused(),
        total == null ? null : total == 0 ? 1.0 : (double) job.done() / total,
        job.code(),
        job.reason(),
        errors.stream().map(JobResultView::of).toList());
  }

  private static @Nullable String text(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toString();
  }
}
