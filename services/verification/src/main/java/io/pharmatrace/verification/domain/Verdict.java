package io.pharmatrace.verification.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one answer to "is this pack what it claims to be, and may I use it".
 *
 * @param code the answer
 * @param alerts what is wrong with the data on the label, if anything
 */
public record Verdict(Code code, List<Alert> alerts) {
  public Verdict {
    alerts = List.copyOf(alerts);
  }

  /** How serious an answer is. Only this {@link #OK} may ever be shown green. */
  public enum Level {
    OK,
    WARNING,
    STOP
  }

  /** The answers, in the order of their precedence. */
  public enum Code {
    UNKNOWN(
        Level.STOP,
        "Not known",
        "This pack is not on record. Set it aside and report it; do not dispense."),
    CASE(
        Level.WARNING,
        "A case, no pack",
        "This is the number of a case. Verify the packs in it, or look the case up as a unit (GET /api/v1/units)."),
    MISMATCH(
        Level.STOP,
        "Does not match",
        "Batch or expiry date differ from the record. Check the label; if it reads so, set it aside."),
    WITHDRAWN(
        Level.STOP,
        "Withdrawn",
        "The product was withdrawn. Do not dispense; follow the notice of the manufacturer."),
    RECALLED(
        Level.STOP,
        "Recalled",
        "The batch was recalled. Do not dispense; follow the notice of the manufacturer."),
    EXPIRED(Level.STOP, "Expired", "The batch has expired. Do not dispense; dispose of the pack."),
    SUSPECT(
        Level.STOP,
        "Suspect",
        "There is a case about this pack that puts it off sale. Do not dispense; set it aside and follow the case."),
    SUPPLIED(
        Level.STOP,
        "Already dispensed",
        "The pack was dispensed before. Do not dispense; set it aside and look into it."),
    EXPORTED(
        Level.STOP,
        "Exported",
        "The pack was reported exported. Do not dispense; set it aside and look into it."),
    CHECKED_OUT(
        Level.STOP,
        "Checked out",
        "The pack was checked out for repackaging. Do not dispense; set it aside."),
    SAMPLE(
        Level.STOP,
        "Sample",
        "The pack was taken as a sample by an authority. Do not dispense; set it aside."),
    FREE_SAMPLE(
        Level.STOP, "Free sample", "The pack was given out as a free sample. It is not for sale."),
    LOCKED(
        Level.STOP,
        "Locked",
        "The pack is held back. Do not dispense before whoever locked it has unlocked it."),
    STOLEN(
        Level.STOP,
        "Stolen",
        "The pack was reported stolen. Do not dispense; set it aside and report it."),
    DESTROYED(
        Level.STOP,
        "Destroyed",
        "The pack was reported destroyed. Do not dispense; set it aside and report it."),
    NOT_RECEIVED(
        Level.WARNING,
        "On its way to you",
        "The pack was shipped to you but not received. Receive it first."),
    SHIPPED(
        Level.WARNING,
        "Shipped by you",
        "You shipped the pack and it was not received yet. Do not use it; find out why it is here."),
    NOT_IN_CUSTODY(
        Level.WARNING,
        "Not in your custody",
        "The pack is genuine on record, but another organisation holds it. Find out how it came here."),
    RETURNED(
        Level.WARNING,
        "Came back, not checked",
        "The pack was returned and not checked since. Who took it back checks it as a saleable return before it is sold or given out; if that was not you, send it back to them."),
    ON_RECORD(Level.OK, "Genuine", "The pack is on record and active."),
    OK(Level.OK, "Genuine", "The pack is on record, active and in your custody.");

    private final Level level;
    private final String title;
    private final String action;

    Code(Level level, String title, String action) {
      this.level = level;
      this.title = title;
      this.action = action;
    }

    public Level level() {
      return level;
    }

    /** The answer in a word or two. */
    public String title() {
      return title;
    }

    /** What to do. */
    public String action() {
      return action;
    }
  }

  /**
   * Decides. A regulator holds nothing, so custody says nothing to one.
   *
   * @param facts what is on record
   * @param asker the organisation that asks, or null for a regulator
   * @param lot batch on the label, if given
   * @param expiry expiry date on the label, if given
   */
  public static Verdict of(
      PackFacts facts, @Nullable UUID asker, @Nullable String lot, @Nullable LocalDate expiry) {
    if (!facts.productKnown()) {
      return new Verdict(Code.UNKNOWN, List.of(Alert.UNKNOWN_PRODUCT));
    }
    if (facts.isCase()) {
      return new Verdict(Code.CASE, List.of());
    }
    PackFacts.@Nullable Pack pack = facts.pack();
    // A void pack was commissioned in error: it does not exist.
    if (pack == null || pack.state().equals("Void")) {
      boolean batchUnknown = lot != null && !facts.askedBatchKnown();
      return new Verdict(
          Code.UNKNOWN, List.of(batchUnknown ? Alert.UNKNOWN_BATCH : Alert.UNKNOWN_SERIAL));
    }
    List<Alert> alerts = new ArrayList<>();
    if (lot != null && !lot.equals(pack.lot())) {
      alerts.add(facts.askedBatchKnown() ? Alert.BATCH_MISMATCH : Alert.UNKNOWN_BATCH);
    }
    if (expiry != null && !expiry.equals(pack.expiry())) {
      alerts.add(Alert.EXPIRY_MISMATCH);
    }
    return new Verdict(alerts.isEmpty() ? code(pack, asker) : Code.MISMATCH, alerts);
  }

  private static Code code(PackFacts.Pack pack, @Nullable UUID asker) {
    @Nullable Code ended = ended(pack);
    if (ended != null) {
      return ended;
    }
    if (pack.suspect()) {
      return Code.SUSPECT;
    }
    if (!pack.state().equals("Active")) {
      return require(
          pack.state(),
          Code.SUPPLIED,
          Code.EXPORTED,
          Code.CHECKED_OUT,
          Code.SAMPLE,
          Code.FREE_SAMPLE,
          Code.LOCKED,
          Code.STOLEN,
          Code.DESTROYED);
    }
    if (asker == null) {
      return pack.returned() ? Code.RETURNED : Code.ON_RECORD;
    }
    if (asker.equals(pack.custodian())) {
      return pack.inTransitTo() != null ? Code.SHIPPED : pack.returned() ? Code.RETURNED : Code.OK;
    }
    return asker.equals(pack.inTransitTo()) ? Code.NOT_RECEIVED : Code.NOT_IN_CUSTODY;
  }

  /**
   * What stands against a pack whatever its own state is: a higher level overrides a lower one, the
   * product the batch, the batch the pack. Null for nothing. A label that differs does not hide it.
   */
  public static @Nullable Code ended(PackFacts.Pack pack) {
    if (!pack.productState().equals("Active")) {
      return require(pack.productState(), Code.WITHDRAWN);
    }
    return pack.batchState().equals("Active")
        ? null
        : require(pack.batchState(), Code.RECALLED, Code.EXPIRED);
  }

  /** The code of a state, which has its name; a state that has none must never become green. */
  private static Code require(String state, Code... codes) {
    return Arrays.stream(codes)
        .filter(code -> code.name().replace("_", "").equalsIgnoreCase(state))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no verdict for " + state));
  }
}
