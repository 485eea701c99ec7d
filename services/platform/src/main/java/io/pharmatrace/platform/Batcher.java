package io.pharmatrace.platform;

import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;

/**
 * Asks the database together what is asked for at the same time, as its own group commit does:
 * while one batch is under way, the next gathers. Who asks alone waits for nobody. A batch that
 * fails is done again one by one, and what fails then once more with patience, so that nobody fails
 * by another's request; but if the database cannot be reached, it fails for all. Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <A> what is answered
 */
public final class Batcher<Q, A> implements AutoCloseable {
  /** How many batches are under way: one with the database, while the next is got ready. */
  private static final int WORKERS = 2;

  /** How many of failed batches are done again at the same time. */
  private static final int MOST_AGAIN = 4;

  /** How many may wait: half of the database's connections, so that all else goes on. */
  private static final int MOST_PATIENT = 8;

  private final BlockingQueue<Asked<Q, A>> waiting = new LinkedBlockingQueue<>();
  private final Semaphore again = new Semaphore(MOST_AGAIN, true);
  private final Semaphore patient = new Semaphore(MOST_PATIENT, true);
  private final ExecutorService threads;
  private final int most;
  private final Duration patience;
  private final Function<List<Q>, List<A>> together;
  private final Function<Q, A> alone;

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * A batcher whose threads run until it is closed.
   *
   * @param name of its threads
   * @param most how many questions a batch has at the most
   * @param patience how long anybody waits for an answer
   * @param together gives an answer to each question, in their order, or throws having changed
   *     nothing. It should give up rather than wait long
   * @param alone answers one, and may wait; what it throws reaches who asks
   */
  public Batcher(
      String name,
      int most,
      Duration patience,
      Function<List<Q>, List<A>> together,
      Function<Q, A> alone) {
    this.most = most;
    this.patience = patience;
    this.together = together;
    this.alone = alone;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    for (int i = 0; i < WORKERS; i++) {
      threads.execute(this::work);
    }
  }

  /**
   * Answers a question, when its batch is done. Throws what {@code alone} throws.
   *
   * @throws ConnectionException when the database cannot be reached, or not in time; then what was
   *     asked for may still be done
   */
  public A answer(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    waiting.add(asked);
    if (threads.isShutdown()) {
      stop();
    }
    try {
      return asked.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.answer().cancel(false);
      throw unavailable("No answer within " + patience.toSeconds() + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("The request was given up.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }

  /** How many wait for a batch. */
  int waiting() {
    return waiting.size();
  }

  private static ConnectionException unavailable(String reason) {
    return new ConnectionException(new SQLTimeoutException(reason));
  }

  private void work() {
    List<Asked<Q, A>> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch, most - 1);
        // Whoever has given up needs no answer.
        batch.removeIf(asked -> asked.answer().isDone());
        run(List.copyOf(batch));
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<Asked<Q, A>> batch) {
    try {
      finish(batch);
    } catch (ConnectionException e) {
      // It would be the same for each of them, after as long a wait.
      batch.forEach(asked -> asked.answer().completeExceptionally(e));
    } catch (RuntimeException | Error e) {
      batch.forEach(asked -> Thread.startVirtualThread(() -> again(asked)));
    }
  }

  private void finish(List<Asked<Q, A>> batch) {
    List<A> answers =
        batch.isEmpty() ? List.of() : together.apply(batch.stream().map(Asked::question).toList());
    if (answers.size() != batch.size()) {
      throw new IllegalStateException("every question has an answer");
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private void again(Asked<Q, A> asked) {
    again.acquireUninterruptibly();
    try {
      finish(List.of(asked));
      return;
    } catch (RuntimeException | Error e) {
      // What is wrong with it is told below, where there is time to wait.
    } finally {
      again.release();
    }
    patient.acquireUninterruptibly();
    try {
      if (!asked.answer().isDone()) {
        asked.answer().complete(alone.apply(asked.question()));
      }
    } catch (RuntimeException | Error e) {
      asked.answer().completeExceptionally(e);
    } finally {
      patient.release();
    }
  }

  private void stop() {
    List<Asked<Q, A>> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(
        asked -> asked.answer().completeExceptionally(unavailable("The application is ending.")));
  }

  /** Ends its threads; what waits is not answered. */
  @Override
  public void close() {
    threads.shutdownNow();
    stop();
  }
}
