package io.pharmatrace.platform.jobs;

import java.util.List;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/**
 * One kind of long work. A feature publishes it as a bean of its package {@code adapter.in}, so
 * that it is done by processes in the role of the feature, and asks for it by {@link Jobs}.
 * Thread-safe.
 */
public interface JobKind {
  /** Unique and stable name, lower case words joined by hyphens. */
  String name();

  /**
   * Prepares the work; called in each process that takes part in it, also after a crash, and has to
   * come to the same items in the same order each time. Touches nothing.
   *
   * @param input what the request sent; what is wrong with it as a whole was told to that request
   */
  Work open(JobRequest request, byte[] input);

  /** The work of one job in one process; used by one thread at a time. */
  interface Work {
    /** How many items there are. */
    int total();

    /**
     * Does the next items. What it changes commits together with the progress, so each item is done
     * exactly once. A fault is tried again, and in the end fails the job.
     *
     * @param transaction committed after this, by the caller; everything has to happen in it
     * @param from index of the first item to do, from 0
     * @param progress may be told how far a long chunk is
     */
    Step run(Handle transaction, int from, Progress progress);
  }

  /** What a chunk came to. */
  sealed interface Step {}

  /**
   * These items are done.
   *
   * @param next index of the first item that is still to do, more than before
   * @param results what a user needs to know, in order; those that were refused always
   */
  record Advanced(int next, List<JobResult> results) implements Step {
    public Advanced {
      results = List.copyOf(results);
    }
  }

  /**
   * The job ends as failed, and nothing of this chunk is kept but the results.
   *
   * @param code stable code of docs/errors.md
   * @param reason a sentence for the caller
   */
  record Abandoned(String code, String reason, List<JobResult> results) implements Step {
    public Abandoned {
      results = List.copyOf(results);
    }
  }

  /** Tells how far a chunk is that has not committed, for one that takes long. */
  @FunctionalInterface
  interface Progress {
    /**
     * Notes it, visible at once; cheap enough for each of some hundred items.
     *
     * @param done items of the whole job
     */
    void at(int done);
  }

  /**
   * Work on a list, so many items in a transaction.
   *
   * @param size of a chunk, at least 1; one that is at least the length of the list makes it whole
   *     or absent
   * @param each does some items and tells what a user needs to know of them
   */
  static <T> Work inChunks(
      List<T> items, int size, BiFunction<Handle, List<T>, List<JobResult>> each) {
    return new Work() {
      @Override
      public int total() {
        return items.size();
      }

      @Override
      public Step run(Handle transaction, int from, Progress progress) {
        int next = Math.min(items.size(), from + size);
        return new Advanced(next, each.apply(transaction, items.subList(from, next)));
      }
    };
  }
}
