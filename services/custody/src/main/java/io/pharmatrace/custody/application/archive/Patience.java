package io.pharmatrace.custody.application.archive;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** How long the database may take over one statement about a batch. */
final class Patience {
  /** As long as the command that archives waits for an answer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Patience() {}

  /**
   * Lets statements of this connection take longer than those of others, which are given up when
   * the database says nothing for {@code socketTimeout}, if an operator sets that: a batch may have
   * millions of events. The pool takes it back when the connection is given back.
   */
  static void with(Handle handle) {
    try {
      handle.getConnection().setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }
}
