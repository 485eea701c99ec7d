package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.OfferActions.Action;
import io.pharmatrace.custody.application.OfferActions.Answer;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Does each request about an offer once, and gives a retry the first answer. Thread-safe. */
@Singleton
final class OfferRequests {
  private final Json json;

  OfferRequests(Json json) {
    this.json = json;
  }

  /** What a request is known by: the same for a retry, and for nothing else. */
  static String name(Action action, Object content) {
    return "offer " + Fingerprint.of(action, content);
  }

  /**
   * The answer to a request. One that ends in an exception is not kept, as nothing is changed.
   *
   * @param content what is asked for; its text tells it from anything else
   * @throws ApiException {@link ErrorCode#CONFLICT} when the id was used for something else
   */
  Answer once(Handle handle, Action action, Object content, Supplier<Answer> work) {
    String fingerprint = Fingerprint.of(action, content);
    // Waits for a request of the same id that is under way.
    boolean first =
        handle
                .createUpdate(
                    """
                    INSERT INTO custody.offer_action (organisation_id, transaction_id, content)
                    VALUES (:organisation, :id, decode(:content, 'hex')) ON CONFLICT DO NOTHING
                    """)
                .bind("organisation", action.organisation())
                .bind("id", action.transactionId())
                .bind("content", fingerprint)
                .execute()
            == 1;
    if (!first) {
      return before(handle, action, fingerprint)
          .orElseThrow(
              () ->
                  new ApiException(
                      ErrorCode.CONFLICT, "The transactionId was used for something else."));
    }
    Answer answer = work.get();
    handle
        .createUpdate(
            """
            UPDATE custody.offer_action SET answer = :answer
            WHERE organisation_id = :organisation AND transaction_id = :id
            """)
        .bind("answer", json.write(answer))
        .bind("organisation", action.organisation())
        .bind("id", action.transactionId())
        .execute();
    return answer;
  }

  private Optional<Answer> before(Handle handle, Action action, String fingerprint) {
    return handle
        .createQuery(
            """
            SELECT answer FROM custody.offer_action
            WHERE organisation_id = :organisation AND transaction_id = :id AND content = decode(:content, 'hex')
            """)
        .bind("organisation", action.organisation())
        .bind("id", action.transactionId())
        .bind("content", fingerprint)
        .mapTo(String.class)
        .findOne()
        .map(this::read);
  }

  private Answer read(String text) {
    try {
      return json.read(text, Answer.class);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that we wrote", e);
    }
  }
}
