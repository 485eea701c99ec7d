package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs a transaction anew when another one was in its way. Thread-safe. */
@Singleton
public class Transactions {
  private static final int MAX_TRIES = 8;

  /** Serialization failure and deadlock (PostgreSQL, appendix A). */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

  private final Jdbi jdbi;

  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The result of the work, which is committed when this returns.
   *
   * @param work repeatable: whatever it changes outside the transaction may happen several times
   */
  public <T> T run(Function<Handle, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return jdbi.inTransaction(work::apply);
      } catch (Conflict | JdbiException e) {
        if (tries == MAX_TRIES || !isTransient(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isTransient(RuntimeException e) {
    return e instanceof Conflict
        || (e.getCause() instanceof SQLException sql && TRANSIENT.contains(sql.getSQLState()));
  }
}
