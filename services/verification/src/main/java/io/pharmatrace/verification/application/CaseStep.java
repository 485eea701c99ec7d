package io.pharmatrace.verification.application;

import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A step that is made with a case.
 *
 * @param kind comment, assignment or state
 * @param transactionId what the client calls it, if anything
 */
record CaseStep(
    String kind,
    @Nullable CaseState state,
    @Nullable Cause cause,
    Case.@Nullable Assignee assignee,
    @Nullable String comment,
    @Nullable String transactionId) {

  /** Keeps it with who made it, and brings the case, which is locked, to where it leads. */
  void store(Handle handle, Case present, CaseWork.Actor actor) {
    handle
        .createUpdate(
            """
            INSERT INTO verification.step (number, version, kind, done_by, organisation_id, state,
                                           cause, assigned_to, assigned_in, comment,
                                           transaction_id)
            VALUES (:number, :version, :kind, :user, :organisation, :state, :cause, :to, :in,
                    :comment, :transaction)
            """)
        .bind("number", present.number())
        .bind("version", present.version() + 1)
        .bind("kind", kind)
        .bind("user", actor.user())
        .bind("organisation", actor.viewer().organisation())
        .bind("state", state == null ? null : state.text())
        .bind("cause", cause == null ? null : cause.text())
        .bind("to", assignee == null ? null : assignee.user())
        .bind("in", assignee == null ? null : assignee.organisation())
        .bind("comment", comment)
        .bind("transaction", transactionId)
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
  }
}
