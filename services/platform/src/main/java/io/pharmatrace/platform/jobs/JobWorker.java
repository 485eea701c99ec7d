package io.pharmatrace.platform.jobs;

import io.pharmatrace.platform.Steps;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobKind.Abandoned;
import io.pharmatrace.platform.jobs.JobKind.Advanced;
import io.pharmatrace.platform.jobs.JobKind.Work;
import io.pharmatrace.platform.security.Accounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs, chunk by chunk, each in a transaction that also holds the job, so that any number of
 * processes share the work and another one goes on where a dead one ended. Belongs to one thread.
 */
final class JobWorker {
  private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

  /** Faults of one chunk in a row, after which its job has failed. */
  private static final int MAX_FAULTS = 5;

  /** How often an uncommitted chunk tells how far it is. */
  private static final long PROGRESS_NANOS = Duration.ofMillis(250).toNanos();

  /**
   * How many processes may die in the same chunk of a job: one that runs out of memory ends, and
   * its successor would begin with the same chunk.
   */
  private static final int MAX_DEATHS = 3;

  /** How long one organisation's jobs are worked on before another's get their turn. */
  private static final long TURN_NANOS = Duration.ofSeconds(5).toNanos();

  /** The job that it is the turn of, until when, by System.nanoTime. */
  private record Turn(UUID id, long end) {}

  private record Opened(UUID id, Work work) {}

  private final UUID process;
  private final Jdbi jdbi;
  private final JobTurns turns;
  private final JobQueue queue;
  private final Map<String, JobKind> kinds;
  private final Accounts accounts;
  private final Steps steps;

  /** Whose turn it is; null when that is to be asked. */
  private @Nullable Turn turn;

  /** The job of the last round, which is gone on with; its input is read once. */
  private @Nullable Opened opened;

  /** The job of this round, once it is known. */
  private @Nullable UUID trying;

  JobWorker(
      UUID process,
      Jdbi jdbi,
      JobTurns turns,
      JobQueue queue,
      Map<String, JobKind> kinds,
      Accounts accounts,
      Steps steps) {
    this.process = process;
    this.jdbi = jdbi;
    this.turns = turns;
    this.queue = queue;
    this.kinds = kinds;
    this.accounts = accounts;
    this.steps = steps;
  }

  /**
   * Does one chunk of one job.
   *
   * @return whether there was one
   */
  boolean round() {
    trying = null;
    try {
      // Committed by itself: that it was begun is known also when this process does not live on.
      @Nullable Turn now = isOver(turn) ? jdbi.inTransaction(this::turn) : turn;
      turn = now;
      if (now == null) {
        opened = null;
        return false;
      }
      boolean worked = jdbi.inTransaction(handle -> next(handle, now.id()));
      if (worked) {
        steps.reached(Steps.JOB_CHUNK_STORED);
      } else {
        // Finished, or another worker's by now.
        turn = null;
        opened = null;
      }
      return true;
    } catch (RuntimeException | Error e) {
      turn = null;
      opened = null;
      if (trying == null) {
        throw e;
      }
      // While the database is down this fails too, and then the fault does not count.
      fault(trying, e);
      return true;
    }
  }

  private static boolean isOver(@Nullable Turn turn) {
    return turn == null || System.nanoTime() - turn.end() >= 0;
  }

  /** Whose turn it is; null when there is nothing to do. */
  private @Nullable Turn turn(Handle handle) {
    JobTurns.@Nullable Turn next = turns.turn(handle, kinds.keySet(), process).orElse(null);
    if (next == null) {
      return null;
    }
    if (next.turns() > MAX_DEATHS) {
      queue.fail(
          handle,
          next.id(),
          ErrorCode.INTERNAL.code(),
          "%d processes died while they worked on it, perhaps for want of memory; what was done"
                  .formatted(MAX_DEATHS)
              + " before stays done. Report the job's id.",
          List.of());
    }
    return new Turn(next.id(), System.nanoTime() + TURN_NANOS);
  }

  private boolean next(Handle handle, UUID id) {
    Optional<JobTurns.Claim> claim = turns.claim(handle, id);
    claim.ifPresent(job -> work(handle, job));
    return claim.isPresent();
  }

  private void work(Handle handle, JobTurns.Claim job) {
    UUID id = job.request().id();
    trying = id;
    if (!accounts.mayAct(job.request().caller())) {
      queue.fail(
          handle,
          id,
          ErrorCode.SUSPENDED.code(),
          "Who asked for it was suspended or retired; what was done before stays done.",
          List.of());
      return;
    }
    Work work = open(handle, job);
    if (!job.begun()) {
      // Committed by itself, so that also a job of one chunk is seen to run.
      queue.begin(handle, id, work.total());
      if (work.total() == 0) {
        queue.advance(handle, id, 0, List.of());
      }
      return;
    }
    chunk(handle, id, work, job.next());
  }

  private void chunk(Handle handle, UUID id, Work work, int from) {
    handle.savepoint("chunk");
    switch (work.run(handle, from, progressOf(id))) {
      case Advanced(int next, List<JobResult> results) -> {
        if (next <= from) {
          throw new IllegalStateException("the work makes no progress at item " + from);
        }
        queue.advance(handle, id, next, results);
      }
      case Abandoned(String code, String reason, List<JobResult> results) -> {
        handle.rollbackToSavepoint("chunk");
        queue.fail(handle, id, code, reason, results);
      }
    }
    steps.reached(Steps.JOB_CHUNK_DONE);
  }

  private Work open(Handle handle, JobTurns.Claim job) {
    UUID id = job.request().id();
    if (opened == null || !opened.id().equals(id)) {
      JobKind kind = Objects.requireNonNull(kinds.get(job.kind()));
      // Two large inputs need not fit at the same time.
      opened = null;
      opened = new Opened(id, kind.open(job.request(), queue.input(handle, id)));
    }
    return opened.work();
  }

  private JobKind.Progress progressOf(UUID id) {
    long[] last = {System.nanoTime()};
    return done -> {
      long now = System.nanoTime();
      if (now - last[0] >= PROGRESS_NANOS) {
        last[0] = now;
        // Opened by hand: jdbi.useHandle would be the transaction of the chunk.
        try (Handle beside = jdbi.open()) {
          queue.progress(beside, id, done);
        } catch (JdbiException e) {
          // A figure to look at, on which nothing depends.
          LOG.debug("the progress of job {} was not noted", id, e);
        }
      }
    };
  }

  private void fault(UUID id, Throwable e) {
    jdbi.useTransaction(
        handle -> {
          int faults = queue.fault(handle, id, FIRST_DELAY);
          LOG.warn("job {} failed {} times in a row", id, faults, e);
          if (faults >= MAX_FAULTS) {
            queue.fail(
                handle,
                id,
                ErrorCode.INTERNAL.code(),
                "Something failed on our side; what was done before stays done. Report the job's"
                    + " id.",
                List.of());
          }
        });
  }
}
