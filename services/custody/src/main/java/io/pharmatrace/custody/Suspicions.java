package io.pharmatrace.custody;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where custody and those who use it tell what contradicts itself. Who implements it decides what
 * becomes an alert and who is told; custody never reads it back. Implementations are thread-safe.
 */
public interface Suspicions {
  /**
   * Raises suspicions in the transaction of what raised them: they are kept exactly when that
   * commits. The same code, unit and organisation again counts up while its case is open.
   *
   * @return for each, in their order, what became of it
   */
  List<Told> raise(Handle transaction, List<Suspicion> suspicions);

  /** What became of a suspicion, and under which code. */
  record Told(Code code, Fate fate) {}

  /** What becomes of a suspicion. */
  enum Fate {
    /** A case tells of it: a new one, or one that counts it. */
    RAISED,
    /** Typed once: the same again, or scanned, is raised. */
    WITHHELD,
    /** A fault of scanner or keyboard explains it. */
    EXPLAINED
  }

  /**
   * Tells that units were seen where custody did not have them. Who implements it looks whether
   * they can have come there in time, and raises what it finds in the same transaction.
   */
  void seen(Handle transaction, List<Seen> seen);

  /** What an alert is about. */
  enum Kind {
    /** Data on the label that are not on record. */
    TECHNICAL,
    /** A change that cannot be made. */
    PROCEDURAL,
    /** Where packs are and who holds them. */
    CUSTODY
  }

  /** The codes: those of the European repositories system (EU 2016/161, EMVO URS), and our own. */
  enum Code {
    UNKNOWN_PRODUCT("#A1", Kind.TECHNICAL, "unknown product code"),
    UNKNOWN_BATCH("#A2", Kind.TECHNICAL, "batch not found"),
    UNKNOWN_SERIAL("#A3", Kind.TECHNICAL, "serial number unknown"),
    EXPIRY_DIFFERS("#A52", Kind.TECHNICAL, "expiry date does not match"),
    BATCH_DIFFERS("#A68", Kind.TECHNICAL, "batch does not match"),
    ALREADY_SO("#A7", Kind.PROCEDURAL, "pack is already in the requested state"),
    NOT_POSSIBLE("#A24", Kind.PROCEDURAL, "this change of the pack is not possible"),
    CUSTODY_MISMATCH("custody-mismatch", Kind.CUSTODY, "seen outside the known custody"),
    IMPOSSIBLE_TRAVEL(
        "impossible-travel", Kind.CUSTODY, "seen in two places that are too far apart"),
    AGGREGATION("aggregation-contradiction", Kind.CUSTODY, "what is inside contradicts itself"),
    HANDOVER_OVERDUE("handover-overdue", Kind.CUSTODY, "shipped and not received in time"),
    HANDOVER_PENDING("handover-pending", Kind.CUSTODY, "received, and not on chain for long"),
    RECEIPT_DIFFERS("receipt-differs", Kind.CUSTODY, "received differs from shipped"),
    SEAL_CONFLICT("seal-conflict", Kind.CUSTODY, "the seals do not lead to where custody has it"),
    RETURN_UNCHECKED("return-unchecked", Kind.CUSTODY, "went out without the check of a return"),
    RETURN_FAILED("return-failed", Kind.CUSTODY, "failed the check before a saleable return");

    private final String text;
    private final Kind kind;
    private final String meaning;

    Code(String text, Kind kind, String meaning) {
      this.text = text;
      this.kind = kind;
      this.meaning = meaning;
    }

    /** As in answers and messages. */
    public String text() {
      return text;
    }

    public Kind kind() {
      return kind;
    }

    /**
     * The code of that text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Code of(String text) {
      return Arrays.stream(values())
          .filter(code -> code.text.equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no code of an alert: " + text));
    }

    /** In a few words, for people. */
    public String meaning() {
      return meaning;
    }
  }

  /** Which of those whom a suspicion concerns are told. Regulators are in any case. */
  enum Audience {
    ALL,
    /** All but where it was noticed: by it they would learn that there is such a unit. */
    OTHERS,
    /** Only where it was noticed: the others know better. */
    NOTICED
  }

  /**
   * That something was seen.
   *
   * @param organisation at whose place
   * @param place where, if that is known
   * @param time when, by the clock there
   * @param kilometres how far from where the suspicion was noticed, if that is known
   */
  record Sighting(
      UUID organisation, @Nullable Gln place, OffsetDateTime time, @Nullable Integer kilometres) {

    /** One at a distance that nobody has measured. */
    public Sighting(UUID organisation, @Nullable Gln place, OffsetDateTime time) {
      this(organisation, place, time, null);
    }
  }

  /**
   * Where and when a unit was seen; the place is known.
   *
   * @param audience who is told what follows from it
   * @param event as of a {@link Suspicion}
   */
  record Seen(Epc unit, Sighting at, Audience audience, @Nullable String event) {
    /** Seen by who may know that there is such a unit, and by no event that may come again. */
    public Seen(Epc unit, Sighting at) {
      this(unit, at, Audience.ALL, null);
    }

    /** The same, seen by that event. */
    public Seen by(@Nullable String seenBy) {
      return new Seen(unit, at, audience, seenBy);
    }
  }
}
