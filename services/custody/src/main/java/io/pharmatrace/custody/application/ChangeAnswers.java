package io.pharmatrace.custody.application;

import io.pharmatrace.custody.PackChanges.Alert;
import io.pharmatrace.custody.PackChanges.Answer;
import io.pharmatrace.custody.PackChanges.Wanted;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.platform.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The answers to changes that were asked for, by the client's transaction id. */
final class ChangeAnswers {
  /** Reasons that an event which is still under way may cure. */
  private static final Set<String> WAITABLE =
      Arrays.stream(Reason.values())
          .filter(Reason::waitable)
          .map(Reason::code)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * A change with what it is known by.
   *
   * @param content SHA-256 of what is asked for, in hexadecimal, so that an id that is used for
   *     something else is noticed
   */
  record Asked(Wanted wanted, Key key, String content) {
    /** What the organisation calls it. */
    record Key(UUID organisation, String transactionId) {}

    static Asked of(Wanted wanted) {
      return new Asked(
          wanted, new Key(wanted.organisation(), wanted.transactionId()), digest(wanted));
    }

    private static String digest(Wanted wanted) {
      return Fingerprint.of(
          wanted.pack().digitalLink(),
          wanted.state(),
          wanted.undone(),
          wanted.time(),
          wanted.place(),
          wanted.lot(),
          wanted.expiry(),
          wanted.entry());
    }
  }

  private record Kept(String content, Answer answer) {}

  private ChangeAnswers() {}

  /**
   * Those that were not asked for before. Waits for requests of the same ids that are under way, in
   * one order everywhere, so that two with the same ids do not deadlock.
   */
  static Set<Asked.Key> claim(Handle handle, List<Asked> asked) {
    var insert =
        handle
            .createQuery(
                """
                INSERT INTO custody.pack_change (organisation_id, transaction_id, content)
                SELECT DISTINCT ON (organisation, id) organisation, id, decode(content, 'hex')
                FROM unnest(:organisations, :ids, :contents)
                  WITH ORDINALITY AS n (organisation, id, content, place)
                ORDER BY organisation, id, place
                ON CONFLICT DO NOTHING
                RETURNING organisation_id, transaction_id
                """)
            .bindArray("contents", String.class, Columns.of(asked, Asked::content));
    return new HashSet<>(
        bind(insert, asked)
            .map((r, c) -> new Asked.Key(r.getObject(1, UUID.class), r.getString(2)))
            .list());
  }

  /** Keeps the answers to changes that were claimed. */
  static void keep(Handle handle, List<Asked> asked, List<Answer> answers) {
    var update =
        handle
            .createUpdate(
                """
                UPDATE custody.pack_change c
                SET event_uri = n.event, reason = n.reason, detail = n.detail, alert = n.alert,
                    raised = n.raised
                FROM unnest(:organisations, :ids, :events, :reasons, :details, :alerts, :raised)
                  AS n (organisation, id, event, reason, detail, alert, raised)
                WHERE c.organisation_id = n.organisation AND c.transaction_id = n.id
                """)
            .bindArray("events", String.class, Columns.of(answers, ChangeAnswers::event))
            .bindArray("reasons", String.class, Columns.of(answers, ChangeAnswers::reason))
            .bindArray("details", String.class, Columns.of(answers, ChangeAnswers::detail))
            .bindArray("alerts", String.class, Columns.of(answers, a -> code(alert(a))))
            .bindArray("raised", Boolean.class, Columns.of(answers, a -> raised(alert(a))));
    bind(update, asked).execute();
  }

  /**
   * Forgets the answers of which the reason may pass: sent again, the same request is judged anew.
   * Who waits for such a request of the same id is next.
   */
  static void forgetWaiting(Handle handle, List<Asked> asked, List<Answer> answers) {
    List<Asked> waiting = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      @Nullable String reason = reason(answers.get(i));
      if (reason != null && WAITABLE.contains(reason)) {
        waiting.add(asked.get(i));
      }
    }
    if (!waiting.isEmpty()) {
      var delete =
          handle.createUpdate(
              """
              DELETE FROM custody.pack_change c
              USING unnest(:organisations, :ids) AS n (organisation, id)
              WHERE c.organisation_id = n.organisation AND c.transaction_id = n.id
              """);
      bind(delete, waiting).execute();
    }
  }

  /** The answer to each that was kept; all have to be. */
  static List<Answer> of(Handle handle, List<Asked> asked) {
    var query =
        handle.createQuery(
            """
            SELECT c.organisation_id, c.transaction_id, encode(c.content, 'hex') AS content,
                   c.event_uri, c.reason, c.detail, c.alert, c.raised
            FROM custody.pack_change c JOIN unnest(:organisations, :ids) AS n (organisation, id)
              ON c.organisation_id = n.organisation AND c.transaction_id = n.id
            """);
    Map<Asked.Key, Kept> kept = new HashMap<>();
    bind(query, asked)
        .map(
            (r, c) -> {
              @Nullable String event = r.getString("event_uri");
              @Nullable String alert = r.getString("alert");
              Answer answer =
                  event == null
                      ? new Answer.Refused(
                          r.getString("reason"),
                          r.getString("detail"),
                          alert == null ? null : new Alert(alert, r.getBoolean("raised")))
                      : new Answer.Done(event);
              return Map.entry(
                  new Asked.Key(r.getObject(1, UUID.class), r.getString(2)),
                  new Kept(r.getString("content"), answer));
            })
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return asked.stream().map(a -> answer(a, kept.get(a.key()))).toList();
  }

  private static Answer answer(Asked asked, @Nullable Kept kept) {
    if (kept == null) {
      throw new IllegalStateException("every change that was asked for has a row");
    }
    return kept.content().equals(asked.content()) ? kept.answer() : new Answer.OtherContent();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Collection<Asked> asked) {
    return statement
        .bindArray("organisations", UUID.class, Columns.of(asked, a -> a.key().organisation()))
        .bindArray("ids", String.class, Columns.of(asked, a -> a.key().transactionId()));
  }

  private static @Nullable String event(Answer answer) {
    return answer instanceof Answer.Done(String eventId) ? eventId : null;
  }

  private static @Nullable String reason(Answer answer) {
    return answer instanceof Answer.Refused(String code, _, _) ? code : null;
  }

  private static @Nullable String detail(Answer answer) {
    return answer instanceof Answer.Refused(_, String detail, _) ? detail : null;
  }

  private static @Nullable Alert alert(Answer answer) {
    return answer instanceof Answer.Refused refused ? refused.alert() : null;
  }

  private static @Nullable String code(@Nullable Alert alert) {
    return alert == null ? null : alert.code();
  }

  private static @Nullable Boolean raised(@Nullable Alert alert) {
    return alert == null ? null : alert.raised();
  }
}
