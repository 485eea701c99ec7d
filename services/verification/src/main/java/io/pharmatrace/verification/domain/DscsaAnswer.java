package io.pharmatrace.verification.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of a product identifier answers (GS1 Lightweight Messaging Standard for
 * Verification of Product Identifiers). The question is whether a returned pack may be sold again,
 * so that only what a pharmacist would be shown green is {@code verified}; the page
 * docs/dscsa-verification.md shows the table.
 *
 * @param verified whether the identifier is on record and the pack may be sold again
 * @param reason why not; null when it may
 * @param info what else to know, if anything
 */
public record DscsaAnswer(
    boolean verified, @Nullable FailureReason reason, @Nullable AdditionalInfo info) {
  private static final DscsaAnswer VERIFIED = new DscsaAnswer(true, null, null);

  /** Values of {@code verificationFailureReason} that this system gives. */
  public enum FailureReason {
    NO_MATCH_GTIN_SERIAL("No_match_GTIN_Serial"),
    NO_MATCH_GTIN_SERIAL_LOT_EXPIRY("No_match_GTIN_Serial_Lot_Expiry"),
    NO_MATCH_GTIN_SERIAL_LOT("No_match_GTIN_Serial_Lot"),
    NO_MATCH_GTIN_SERIAL_EXPIRY("No_match_GTIN_Serial_Expiry"),
    NO_REASON_PROVIDED("No_reason_provided"),
    NOT_FOR_REDISTRIBUTION("Not_for_re-distribution");

    private final String text;

    FailureReason(String text) {
      this.text = text;
    }

    /** As in the message. */
    public String text() {
      return text;
    }
  }

  /** Values of {@code additionalInfo} that this system gives. */
  public enum AdditionalInfo {
    EXPIRED("Expired"),
    RECALLED("Recalled"),
    SUSPECT("Suspect"),
    ILLEGITIMATE("Illegitimate");

    private final String text;

    AdditionalInfo(String text) {
      this.text = text;
    }

    /** As in the message. */
    public String text() {
      return text;
    }
  }

  /**
   * Answers for whoever asks: who holds the pack plays no part.
   *
   * @param lot batch number on the label
   * @param expiry expiry date on the label
   */
  public static DscsaAnswer of(PackFacts facts, String lot, LocalDate expiry) {
    Verdict verdict = Verdict.of(facts, null, lot, expiry);
    return switch (verdict.code()) {
      // Asked for are packs; whether there is such a case is not told.
      case UNKNOWN, CASE -> no(FailureReason.NO_MATCH_GTIN_SERIAL);
      case MISMATCH -> new DscsaAnswer(false, mismatch(verdict.alerts()), ended(facts.pack()));
      case WITHDRAWN, RECALLED -> notForSale(AdditionalInfo.RECALLED);
      case EXPIRED -> notForSale(AdditionalInfo.EXPIRED);
      case SUPPLIED, EXPORTED, CHECKED_OUT, SAMPLE, FREE_SAMPLE ->
          no(FailureReason.NOT_FOR_REDISTRIBUTION);
      // Who locked it says why, to whom it wants.
      case LOCKED -> no(FailureReason.NO_REASON_PROVIDED);
      case SUSPECT -> notForSale(AdditionalInfo.SUSPECT);
      case STOLEN -> notForSale(AdditionalInfo.ILLEGITIMATE);
      // What is in somebody's hand was not destroyed.
      case DESTROYED -> notForSale(AdditionalInfo.SUSPECT);
      // That it came back is why one asks.
      case ON_RECORD, OK, RETURNED, NOT_RECEIVED, SHIPPED, NOT_IN_CUSTODY -> VERIFIED;
    };
  }

  private static FailureReason mismatch(List<Alert> alerts) {
    boolean expiry = alerts.contains(Alert.EXPIRY_MISMATCH);
    boolean lot = alerts.contains(Alert.BATCH_MISMATCH) || alerts.contains(Alert.UNKNOWN_BATCH);
    if (lot) {
      return expiry
          ? FailureReason.NO_MATCH_GTIN_SERIAL_LOT_EXPIRY
          : FailureReason.NO_MATCH_GTIN_SERIAL_LOT;
    }
    return FailureReason.NO_MATCH_GTIN_SERIAL_EXPIRY;
  }

  /** Who reads the label wrongly is told of the recall all the same. */
  private static @Nullable AdditionalInfo ended(PackFacts.@Nullable Pack pack) {
    Verdict.@Nullable Code ended = pack == null ? null : Verdict.ended(pack);
    if (ended == null) {
      return null;
    }
    return ended == Verdict.Code.EXPIRED ? AdditionalInfo.EXPIRED : AdditionalInfo.RECALLED;
  }

  private static DscsaAnswer no(FailureReason reason) {
    return new DscsaAnswer(false, reason, null);
  }

  private static DscsaAnswer notForSale(AdditionalInfo info) {
    return new DscsaAnswer(false, FailureReason.NOT_FOR_REDISTRIBUTION, info);
  }
}
