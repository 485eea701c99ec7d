package io.pharmatrace.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked for at the same time is done together, and nobody fails by another's question. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class BatcherTest {
  private final LinkedBlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();

  private Batcher<Integer, Integer> doubling(Function<List<Integer>, List<Integer>> together) {
    return new Batcher<>(
        "doubling",
        8,
        Duration.ofSeconds(10),
        batch -> {
          batches.add(batch);
          return together.apply(batch);
        },
        one -> {
          if (one == 3) {
            throw new IllegalArgumentException("three");
          }
          return 2 * one;
        });
  }

  private static List<Integer> doubled(List<Integer> batch) {
    return batch.stream().map(one -> 2 * one).toList();
  }

  @Test
  void whatComesWhileABatchIsUnderWayIsTheNext() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
        Batcher<Integer, Integer> batcher =
            doubling(
                batch -> {
                  await(gathered);
                  return doubled(batch);
                })) {
      var first = askers.submit(() -> batcher.answer(1));
      assertThat(batches.take()).containsExactly(1);
      var second = askers.submit(() -> batcher.answer(2));
      assertThat(batches.take()).containsExactly(2);
      List<Callable<Integer>> others =
          IntStream.range(10, 26)
              .<Callable<Integer>>mapToObj(i -> () -> batcher.answer(i))
              .toList();
      var answers = others.stream().map(askers::submit).toList();
      while (batcher.waiting() < 16) {
        Thread.onSpinWait();
      }
      gathered.countDown();
      assertThat(first.get()).isEqualTo(2);
      assertThat(second.get()).isEqualTo(4);
      for (int i = 0; i < 16; i++) {
        assertThat(answers.get(i).get()).isEqualTo(2 * (10 + i));
      }
      assertThat(batches.take()).hasSize(8);
      assertThat(batches.take()).hasSize(8);
      assertThat(batches).isEmpty();
    }
  }

  @Test
  void aBatchThatFailsIsDoneOneByOne() throws Exception {
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
        Batcher<Integer, Integer> batcher =
            doubling(
                _ -> {
                  throw new IllegalStateException("together it does not go");
                })) {
      var two = askers.submit(() -> batcher.answer(2));
      assertThatThrownBy(() -> batcher.answer(3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("three");
      assertThat(two.get()).isEqualTo(4);
      assertThat(batcher.answer(4)).isEqualTo(8);
    }
  }

  @Test
  void withoutADatabaseNobodyWaitsTwice() {
    try (Batcher<Integer, Integer> batcher =
        doubling(
            _ -> {
              throw new ConnectionException(new SQLException("no database"));
            })) {
      assertThatThrownBy(() -> batcher.answer(2)).isInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void whoGetsNoAnswerInTimeIsToldSo() {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            "never",
            8,
            Duration.ofMillis(50),
            batch -> {
              await(new CountDownLatch(1));
              return batch;
            },
            one -> one)) {
      assertThatThrownBy(() -> batcher.answer(1))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("No answer within");
    }
  }

  @Test
  void anErrorEndsNoWorker() {
    try (Batcher<Integer, Integer> batcher =
        doubling(
            batch -> {
              if (batch.contains(5)) {
                throw new StackOverflowError();
              }
              return doubled(batch);
            })) {
      for (int i = 0; i < 10; i++) {
        assertThat(batcher.answer(5)).isEqualTo(10);
      }
      assertThat(batcher.answer(6)).isEqualTo(12);
    }
  }

  @Test
  void answersThatAreTooFewAreGivenToNobody() {
    try (Batcher<Integer, Integer> batcher = doubling(_ -> List.of())) {
      assertThat(batcher.answer(4)).isEqualTo(8);
    }
  }

  @Test
  void whoAsksWhenItIsClosedDoesNotWaitForEver() {
    Batcher<Integer, Integer> batcher = doubling(BatcherTest::doubled);
    batcher.close();
    assertThatThrownBy(() -> batcher.answer(1)).isInstanceOf(ConnectionException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
