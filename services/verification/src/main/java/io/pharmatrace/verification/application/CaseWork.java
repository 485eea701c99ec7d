package io.pharmatrace.verification.application;

import io.pharmatrace.custody.PackLock;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.domain.CaseRules;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Works on cases: each step makes a new version, is kept with who did it, and is told to whom it
 * concerns. Thread-safe.
 */
@Singleton
public final class CaseWork {
  /**
   * How often one organisation may comment and assign in a case: a bound for who writes without
   * end. It holds up nobody else, and no state.
   */
  static final int MOST_WORDS = 200;

  /** PostgreSQL, appendix A. */
  private static final String UNIQUE_VIOLATION = "23505";

  /** Who does something. */
  public record Actor(String user, Viewer viewer) {}

  /** What became of it. */
  public sealed interface Result {
    /** Done: the case is as the step left it. */
    record Done() implements Result {}

    /** There is no such case for who asks. */
    record Unknown() implements Result {}

    /** Somebody was faster. */
    record Changed(int version) implements Result {}

    /** The rules do not allow it. */
    record Refused(CaseRules.Obstacle obstacle) implements Result {}

    /** Your organisation has no such user who may act. */
    record NoSuchUser() implements Result {}

    /** The same was noticed again since, and that case is not closed. */
    record NewerIsOpen() implements Result {}

    /** The organisation has had its say. */
    record TooLong() implements Result {}
  }

  /** What to do with a locked case. */
  private interface Work {
    Result on(Handle transaction, Case present);
  }

  /** Runs work in a transaction. */
  private interface Transacted {
    Result run(Function<Handle, Result> work);
  }

  private final Jdbi jdbi;
  private final Cases cases;
  private final PackLock lock;
  private final Notices notices;

  CaseWork(Jdbi jdbi, Cases cases, PackLock lock, Notices notices) {
    this.jdbi = jdbi;
    this.cases = cases;
    this.lock = lock;
    this.notices = notices;
  }

  /** Adds a comment, whatever was done meanwhile. */
  public Result comment(Actor actor, UUID id, String comment, @Nullable String transactionId) {
    return change(
        actor,
        id,
        null,
        (handle, present) -> {
          if (transactionId != null && wasMadeBefore(handle, actor, present, transactionId)) {
            return new Result.Done();
          }
          return make(
              handle,
              actor,
              present,
              new CaseStep("comment", null, null, null, comment, transactionId));
        });
  }

  private static boolean wasMadeBefore(
      Handle handle, Actor actor, Case present, String transactionId) {
    return handle
        .createQuery(
            """
            SELECT count(*) > 0 FROM verification.step
            WHERE (number, organisation_id, transaction_id) = (:number, :organisation, :id)
            """)
        .bind("number", present.number())
        .bind("organisation", actor.viewer().organisation())
        .bind("id", transactionId)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Gives a case to a user of the actor's organisation.
   *
   * @param user null to give it to nobody
   * @param version of the case that the actor has seen
   */
  public Result assign(Actor actor, UUID id, @Nullable String user, int version) {
    UUID organisation = actor.viewer().organisation();
    return change(
        actor,
        id,
        version,
        (handle, present) -> {
          CaseRules.@Nullable Obstacle obstacle =
              CaseRules.againstAssignment(present.ruled(), present.by(actor.viewer())).orElse(null);
          if (obstacle != null) {
            return new Result.Refused(obstacle);
          }
          if (user != null && !mayAct(handle, user, organisation)) {
            return new Result.NoSuchUser();
          }
          Case.@Nullable Assignee to = user == null ? null : new Case.Assignee(user, organisation);
          return make(
              handle, actor, present, new CaseStep("assignment", null, null, to, null, null));
        });
  }

  /**
   * Brings a case into another state. As that may put its pack off sale, nobody changes the pack
   * meanwhile: whoever wants to give it out does so before, or is refused.
   *
   * @param version of the case that the actor has seen
   */
  public Result state(
      Actor actor,
      UUID id,
      CaseState state,
      @Nullable Cause cause,
      @Nullable String comment,
      int version) {
    @Nullable Case seen = cases.find(actor.viewer(), id).orElse(null);
    if (seen == null) {
      return new Result.Unknown();
    }
    return change(
        seen.pack().map(this::alone).orElse(this::plainly),
        actor,
        id,
        version,
        (handle, present) -> {
          CaseRules.@Nullable Obstacle obstacle =
              CaseRules.obstacle(
                      present.ruled(),
                      new CaseRules.Wanted(state, cause, comment, present.by(actor.viewer())))
                  .orElse(null);
          if (obstacle != null) {
            return new Result.Refused(obstacle);
          }
          return make(
              handle, actor, present, new CaseStep("state", state, cause, null, comment, null));
        });
  }

  private Transacted alone(Sgtin pack) {
    return work -> lock.alone(pack, work);
  }

  private Result plainly(Function<Handle, Result> work) {
    return jdbi.inTransaction(work::apply);
  }

  private Result change(Actor actor, UUID id, @Nullable Integer version, Work work) {
    return change(this::plainly, actor, id, version, work);
  }

  private Result change(
      Transacted transacted, Actor actor, UUID id, @Nullable Integer version, Work work) {
    try {
      return transacted.run(handle -> change(handle, actor, id, version, work));
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        // Index alert_open: the same has a case that is not closed, maybe since this moment.
        return new Result.NewerIsOpen();
      }
      throw e;
    }
  }

  private Result change(Handle handle, Actor actor, UUID id, @Nullable Integer version, Work work) {
    @Nullable Case present = cases.lock(handle, actor.viewer(), id).orElse(null);
    if (present == null) {
      return new Result.Unknown();
    }
    if (version != null && version != present.version()) {
      return new Result.Changed(present.version());
    }
    return work.on(handle, present);
  }

  private Result make(Handle handle, Actor actor, Case present, CaseStep step) {
    if (step.state() == null && hasHadItsSay(handle, actor, present)) {
      return new Result.TooLong();
    }
    step.store(handle, present, actor);
    notices.note(handle, List.of(present.number()), step.kind());
    return new Result.Done();
  }

  private static boolean hasHadItsSay(Handle handle, Actor actor, Case present) {
    return handle
        .createQuery(
            """
            SELECT count(*) >= :most FROM verification.step
            WHERE number = :number AND organisation_id = :organisation AND kind <> 'state'
            """)
        .bind("most", MOST_WORDS)
        .bind("number", present.number())
        .bind("organisation", actor.viewer().organisation())
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean mayAct(Handle handle, String user, UUID organisation) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM registry.users WHERE username = :user
                           AND organisation_id = :organisation AND standing = 'active')
            """)
        .bind("user", user)
        .bind("organisation", organisation)
        .mapTo(Boolean.class)
        .one();
  }
}
