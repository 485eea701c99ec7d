package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
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

  /** Connection, transaction, our own SQL, resources, operator, system (PostgreSQL, appendix A). */
  private static final Set<String> OUTAGES = Set.of("08", "25", "40", "42", "53", "57", "58", "XX");

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

  /**
   * Whether a failure lies with the database and not with the data: it will pass, and the same work
   * will succeed.
   */
  public static boolean isOutage(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Conflict || cause instanceof SQLTransientException) {
        return true;
      }
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 || OUTAGES.contains(state.substring(0, 2));
      }
    }
    return false;
  }

  private static boolean isTransient(RuntimeException e) {
    return e instanceof Conflict
        || (e.getCause() instanceof SQLException sql
            && sql.getSQLState() != null
            && TRANSIENT.contains(sql.getSQLState()));
  }
}
