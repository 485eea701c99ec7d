package io.pharmatrace.app;

import io.micronaut.context.annotation.Requires;
import io.pharmatrace.platform.jobs.JobKind;
import io.pharmatrace.platform.jobs.JobRequest;
import io.pharmatrace.platform.jobs.JobResult;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * A kind of job for the tests of the engine: notes each item in a table, ten in a chunk, and
 * refuses every seventh. The parameters are a mode and the number of items.
 */
@Singleton
@Requires(property = CountingJobs.PROPERTY)
final class CountingJobs implements JobKind {
  static final String PROPERTY = "counting.jobs";
  static final String NAME = "counting";

  /** The item that cannot be done, in the mode poison. */
  static final int POISON = 25;

  static final String MAKE_TABLE =
      "CREATE TABLE IF NOT EXISTS public.counted (job uuid NOT NULL, item int NOT NULL)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Work open(JobRequest request, byte[] input) {
    String[] parameters = request.parameters().split(" ", -1);
    List<Integer> items = IntStream.range(0, Integer.parseInt(parameters[1])).boxed().toList();
    return switch (parameters[0]) {
      case "whole" -> new Whole(request, items);
      case "exhaust" -> throw exhausted(new ArrayList<>());
      case "poison" ->
          JobKind.inChunks(items, 10, (handle, some) -> count(handle, request, some, true));
      default -> JobKind.inChunks(items, 10, (handle, some) -> count(handle, request, some, false));
    };
  }

  /** All in one transaction, slowly; with an odd number of items it is given up at the end. */
  private record Whole(JobRequest request, List<Integer> items) implements Work {
    @Override
    public int total() {
      return items.size();
    }

    @Override
    public Step run(Handle transaction, int from, Progress progress) {
      for (int item : items) {
        count(transaction, request, List.of(item), false);
        LockSupport.parkNanos(100_000_000);
        progress.at(item + 1);
      }
      return items.size() % 2 == 0
          ? new Advanced(items.size(), List.of())
          : new Abandoned(
              "value-invalid",
              "The number is odd.",
              List.of(JobResult.refused(1, "one", "number", "value-invalid", "=It is odd.")));
    }
  }

  /** Takes the process down, where it ends when its memory does. */
  private static IllegalStateException exhausted(List<byte[]> all) {
    while (all.size() < 1_000_000) {
      all.add(new byte[16 << 20]);
    }
    return new IllegalStateException("this machine has " + all.size() * 16L + " MB");
  }

  private static List<JobResult> count(
      Handle handle, JobRequest request, List<Integer> items, boolean poison) {
    handle
        .createUpdate("INSERT INTO public.counted SELECT :job, unnest(:items)")
        .bind("job", request.id())
        .bindArray("items", Integer.class, items)
        .execute();
    if (poison && items.contains(POISON)) {
      throw new IllegalStateException("poison");
    }
    return items.stream()
        .map(
            item ->
                item % 7 == 0
                    ? JobResult.refused(
                        item, "item " + item, "number", "value-invalid", "=seven times a number")
                    : JobResult.done(item, "item " + item))
        .toList();
  }
}
