package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an event of a document, or the document itself, was not stored.
 *
 * @param event position in the document, from 0; null for the document itself
 * @param reason stable code
 * @param path where in the document, if that is known
 * @param detail a sentence for people
 */
record CaptureError(@Nullable Integer event, Reason reason, @Nullable String path, String detail) {

  static CaptureError of(@Nullable Integer event, Refusal refusal) {
    return new CaptureError(event, refusal.reason(), null, refusal.detail());
  }

  static CaptureError of(@Nullable Integer event, Problem problem) {
    return new CaptureError(
        event,
        Reason.INVALID_EVENT,
        problem.path(),
        problem.message() + " (" + problem.code() + ")");
  }

  private String sentence() {
    return path == null ? detail : path + ": " + detail;
  }

  /** Errors in their order: the first {@value #KEPT}, and how many there are. Not thread-safe. */
  static final class Tally {
    static final int KEPT = 1_000;
    private static final int SHOWN = 5;

    private final List<CaptureError> kept = new ArrayList<>();
    private int count;

    void add(CaptureError error) {
      count++;
      if (kept.size() < KEPT) {
        kept.add(error);
      }
    }

    void addAll(Tally more) {
      more.kept.forEach(this::add);
      count += more.count - more.kept.size();
    }

    List<CaptureError> kept() {
      return List.copyOf(kept);
    }

    int count() {
      return count;
    }

    boolean isEmpty() {
      return count == 0;
    }

    /** The first error as the reason why a whole document is rejected, with a few more in words. */
    Optional<Refusal> refusal() {
      return kept.stream()
          .findFirst()
          .map(
              first -> {
                String detail =
                    kept.stream()
                        .limit(SHOWN)
                        .map(CaptureError::sentence)
                        .collect(Collectors.joining(" "));
                int more = count - SHOWN;
                return new Refusal(
                    first.reason, more > 0 ? detail + " And " + more + " more problems." : detail);
              });
    }
  }
}
