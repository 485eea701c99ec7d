package io.pharmatrace.platform.jobs;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.platform.security.Accounts;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Does jobs in the background, of the kinds that the roles of this process have. */
@Context
final class JobLoops {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Loops loops;
  private final Jdbi jdbi;
  private final JobTurns turns;
  private final JobQueue queue;
  private final Map<String, JobKind> kinds;
  private final Accounts accounts;
  private final Steps steps;
  private final int workers;
  private final Duration keep;

  JobLoops(
      Loops loops,
      Jdbi jdbi,
      JobTurns turns,
      JobQueue queue,
      List<JobKind> kinds,
      Accounts accounts,
      Steps steps,
      @Value("${pharmatrace.jobs.workers:2}") int workers,
      @Value("${pharmatrace.jobs.keep:30d}") Duration keep) {
    this.loops = loops;
    this.jdbi = jdbi;
    this.turns = turns;
    this.queue = queue;
    this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    this.accounts = accounts;
    this.steps = steps;
    this.workers = workers;
    this.keep = keep;
  }

  @PostConstruct
  void start() {
    if (kinds.isEmpty()) {
      return;
    }
    UUID process = UUID.randomUUID();
    for (int i = 1; i <= workers; i++) {
      JobWorker worker = new JobWorker(process, jdbi, turns, queue, kinds, accounts, steps);
      loops.start("jobs-" + i, PAUSE, worker::round);
    }
    loops.start("finished-jobs", Duration.ofHours(1), this::tidy);
  }

  private boolean tidy() {
    jdbi.useTransaction(handle -> queue.removeOlderThan(handle, keep));
    return false;
  }
}
