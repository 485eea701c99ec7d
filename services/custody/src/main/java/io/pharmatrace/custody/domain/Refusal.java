package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import org.jspecify.annotations.Nullable;

/**
 * Why an event cannot be used.
 *
 * @param reason stable code
 * @param detail a sentence about this very event
 * @param unit the first unit that stands against it, if it is one
 */
public record Refusal(Reason reason, String detail, @Nullable Epc unit) {
  /** One that no unit is the reason of. */
  public Refusal(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /** Stable codes of refusal. */
  public enum Reason {
    MALFORMED("scan-malformed", false),
    UNREADABLE("barcode-unreadable", false),
    UNKNOWN_READER("reader-unknown", false),
    SUSPENDED("reader-suspended", false),
    UNKNOWN_PLACE("read-point-unknown", false),
    CONFINED("not-permitted", false),
    UNKNOWN_PARTY("party-unknown", false),
    UNKNOWN_PRODUCT("product-unknown", false),
    NOT_ENTITLED("not-entitled", false),
    INCOMPLETE("data-missing", false),
    NOT_SUPPORTED("step-not-supported", false),
    EXPIRY_DIFFERS("expiry-differs", false),
    BATCH_DIFFERS("batch-differs", false),
    ALREADY_COMMISSIONED("already-commissioned", false),
    NOT_ACTIVE("not-active", false),
    ALREADY_SO("state-already-set", false),
    REPEATED("state-just-set", false),
    FINAL("state-final", false),
    TOO_LATE("undo-too-late", false),
    ELSEWHERE("undo-elsewhere", false),
    PLACE_UNKNOWN("undo-place-unknown", false),
    OTHER_STATE("undo-other-state", false),
    NOTHING_TO_UNDO("undo-nothing", false),
    TAKEN_BACK("change-taken-back", false),
    RECALLED("batch-recalled", false),
    EXPIRED("batch-expired", false),
    ARCHIVED("batch-archived", false),
    SUSPECT("pack-suspect", false),
    UNCHECKED_RETURN("return-unchecked", false),
    TOO_DEEP("nesting-too-deep", false),
    CONTAINS_ITSELF("contains-itself", false),
    INVALID_EVENT("event-invalid", false),
    IN_ERROR("event-in-error", false),
    ID_TAKEN("event-id-taken", false),
    SCAN_ID_TAKEN("scan-id-taken", false),
    UNPROCESSABLE("unprocessable", false),
    // What follows may be cured by an event that is still under way.
    WAITS_BEHIND("waits-behind-another", true),
    UNKNOWN_UNIT("unit-unknown", true),
    UNKNOWN_EVENT("event-unknown", true),
    NOT_IN_CUSTODY("not-in-custody", true),
    IN_TRANSIT("in-transit", true),
    NOT_OFFERED("not-offered", true),
    IN_ANOTHER_UNIT("in-another-unit", true),
    NOT_INSIDE("not-inside", true);

    private final String code;
    private final boolean waitable;

    Reason(String code, boolean waitable) {
      this.code = code;
      this.waitable = waitable;
    }

    /** Code as in answers and messages. */
    public String code() {
      return code;
    }

    /** What to do about it. */
    public String remedy() {
      return Remedies.of(this);
    }

    /** Whether an earlier event that arrives late could make this one usable. */
    public boolean waitable() {
      return waitable;
    }

    /** Whether it would not stand if more had been told of the units by then. */
    public boolean isOfPresent() {
      return switch (this) {
        case ALREADY_COMMISSIONED,
            NOT_ACTIVE,
            ALREADY_SO,
            REPEATED,
            FINAL,
            TOO_LATE,
            ELSEWHERE,
            PLACE_UNKNOWN,
            OTHER_STATE,
            NOTHING_TO_UNDO,
            TAKEN_BACK,
            TOO_DEEP,
            CONTAINS_ITSELF ->
            true;
        default -> waitable;
      };
    }
  }
}
