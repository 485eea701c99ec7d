package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.platform.error.ApiException;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/**
 * Runs work that is undone as a whole when something in it is refused, and tells what the refusal
 * gave cause to suspect all the same. Thread-safe.
 */
@Singleton
class TellingTransactions {
  private final Transactions transactions;
  private final Suspicions suspicions;

  TellingTransactions(Transactions transactions, Suspicions suspicions) {
    this.transactions = transactions;
    this.suspicions = suspicions;
  }

  /**
   * The result of the work, which is committed when this returns.
   *
   * @param request what it is known by, at most 100 characters: made again it is told only once
   * @param work repeatable; what it captures it has the listener hear of
   * @throws ApiException when the work throws it: nothing is changed
   */
  <T> T run(String request, BiFunction<Handle, DoubtListener, T> work) {
    AtomicReference<HeldSuspicions> held = new AtomicReference<>(new HeldSuspicions());
    try {
      return transactions.run(
          handle -> {
            HeldSuspicions found = new HeldSuspicions();
            held.set(found);
            T result = work.apply(handle, found);
            found.tell(handle, suspicions);
            return result;
          });
    } catch (ApiException e) {
      transactions.run(
          handle -> {
            held.get().tellOfRefused(handle, suspicions, request);
            return true;
          });
      throw e;
    }
  }
}
