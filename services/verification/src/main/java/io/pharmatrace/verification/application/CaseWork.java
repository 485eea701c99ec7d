package io.pharmatrace.verification.application;

import io.pharmatrace.verification.domain.CaseRules;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
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

  private record Step(
      String kind,
      @Nullable CaseState state,
      @Nullable Cause cause,
      Case.@Nullable Assignee assignee,
      @Nullable String comment) {}

  /** What to do with a locked case. */
  private interface Work {
    Result on(Handle transaction, Case present);
  }

  private final Jdbi jdbi;
  private final Cases cases;
  private final Notices notices;

  CaseWork(Jdbi jdbi, Cases cases, Notices notices) {
    this.jdbi = jdbi;
    this.cases = cases;
    this.notices = notices;
  }

  /** Adds a comment, whatever was done meanwhile. */
  public Result comment(Actor actor, UUID id, String comment) {
    return change(
        actor,
        id,
        null,
        (handle, present) ->
            make(handle, actor, present, new Step("comment", null, null, null, comment)));
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
          return make(handle, actor, present, new Step("assignment", null, null, to, null));
        });
  }

  /**
   * Brings a case into another state.
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
    return change(
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
          return make(handle, actor, present, new Step("state", state, cause, null, comment));
        });
  }

  private Result change(Actor actor, UUID id, @Nullable Integer version, Work work) {
    try {
      return jdbi.inTransaction(handle -> change(handle, actor, id, version, work));
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

  private Result make(Handle handle, Actor actor, Case present, Step step) {
    if (step.state() == null && hasHadItsSay(handle, actor, present)) {
      return new Result.TooLong();
    }
    Case.@Nullable Assignee assignee = step.assignee();
    handle
        .createUpdate(
            """
            INSERT INTO verification.step (number, version, kind, done_by, organisation_id, state,
                                           cause, assigned_to, assigned_in, comment)
            VALUES (:number, :version, :kind, :user, :organisation, :state, :cause, :to, :in,
                    :comment)
            """)
        .bind("number", present.number())
        .bind("version", present.version() + 1)
        .bind("kind", step.kind())
        .bind("user", actor.user())
        .bind("organisation", actor.viewer().organisation())
        .bind("state", step.state() == null ? null : step.state().text())
        .bind("cause", step.cause() == null ? null : step.cause().text())
        .bind("to", assignee == null ? null : assignee.user())
        .bind("in", assignee == null ? null : assignee.organisation())
        .bind("comment", step.comment())
        .execute();
    handle
        .createUpdate(
            """
            UPDATE verification.alert a
            SET version = s.version, state = coalesce(s.state, a.state),
                cause = CASE WHEN s.kind = 'state' THEN s.cause ELSE a.cause END,
                assigned_to = CASE WHEN s.kind = 'assignment' THEN s.assigned_to
                                   ELSE a.assigned_to END,
                assigned_in = CASE WHEN s.kind = 'assignment' THEN s.assigned_in
                                   ELSE a.assigned_in END
            FROM verification.step s
            WHERE s.number = a.number AND s.version = :version AND a.number = :number
            """)
        .bind("number", present.number())
        .bind("version", present.version() + 1)
        .execute();
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
