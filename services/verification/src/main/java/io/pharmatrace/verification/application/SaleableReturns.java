package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.PackLock;
import io.pharmatrace.custody.Returns;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.domain.DscsaAnswer;
import io.pharmatrace.verification.domain.DscsaAnswer.AdditionalInfo;
import io.pharmatrace.verification.domain.DscsaAnswer.FailureReason;
import io.pharmatrace.verification.domain.PackFacts;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The check of a pack that a customer returned, before it may be sold again (DSCSA section
 * 582(c)(4)(D)): it is verified as docs/dscsa-verification.md says, and was shipped to who returns
 * it. What fails is never restocked, and suspect until its case is closed. Thread-safe.
 */
@Singleton
public class SaleableReturns {
  /** Why a pack fails that is otherwise as it should be. */
  public static final String NOT_SOLD = "Not_sold_to_returner";

  /** What fails for these is known and nobody's falsification. */
  private static final Set<AdditionalInfo> EXPLAINED =
      EnumSet.of(AdditionalInfo.EXPIRED, AdditionalInfo.RECALLED);

  /**
   * A returned pack.
   *
   * @param organisation who has it back
   * @param user who checks it
   * @param transactionId chosen by the client, 1 to 100 characters; the same for a retry, which is
   *     given the first answer
   * @param lot batch number on the label
   * @param expiry expiry date on the label
   * @param entry how the label came in
   * @param returnedBy who returns it
   * @param place where it is, if that is known
   */
  public record Returned(
      UUID organisation,
      String user,
      String transactionId,
      Sgtin pack,
      Lot lot,
      ExpiryDate expiry,
      Entry entry,
      UUID returnedBy,
      @Nullable Gln place) {}

  /** What a check may give. */
  public sealed interface Checked {
    /**
     * It may be sold again, and is recorded as in stock.
     *
     * @param eventId of the EPCIS event that says so
     */
    record Saleable(String eventId) implements Checked {}

    /**
     * It may not.
     *
     * @param reason of docs/dscsa-verification.md, or {@link #NOT_SOLD}
     * @param info what else to know
     */
    record Failed(String reason, @Nullable String info) implements Checked {}

    /**
     * It is not there to be checked, or could not be recorded; nothing is kept of this.
     *
     * @param code stable code of docs/errors.md, "Why a scan or event is rejected"
     * @param detail a sentence about this very pack
     */
    record Refused(String code, String detail) implements Checked {}

    /** The transaction id was used for another return. */
    record OtherContent() implements Checked {}
  }

  /** A request of the same id was quicker. */
  private static final class Repeated extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Jdbi jdbi;
  private final PackLookup packs;
  private final PackLock lock;
  private final Returns returns;
  private final Suspicions suspicions;
  private final ReturnRows rows;

  SaleableReturns(
      Jdbi jdbi,
      PackLookup packs,
      PackLock lock,
      Returns returns,
      Suspicions suspicions,
      ReturnRows rows) {
    this.jdbi = jdbi;
    this.packs = packs;
    this.lock = lock;
    this.returns = returns;
    this.suspicions = suspicions;
    this.rows = rows;
  }

  /** What a request of this id was answered before. */
  public Optional<Checked> before(Returned returned) {
    return jdbi.withHandle(handle -> rows.find(handle, returned));
  }

  /** Checks a pack and restocks it when it passes: nobody changes it meanwhile. */
  public Checked check(Returned returned) {
    try {
      return lock.alone(
          returned.pack(),
          handle -> rows.find(handle, returned).orElseGet(() -> check(handle, returned)));
    } catch (Repeated e) {
      return before(returned).orElseThrow(() -> e);
    }
  }

  private Checked check(Handle handle, Returned returned) {
    @Nullable Gln place = returned.place();
    @Nullable String site = place == null ? null : place.digits();
    Viewer viewer = new Viewer(returned.organisation(), false);
    PackFacts facts =
        packs.find(handle, returned.pack(), returned.lot().value(), site, viewer).facts();
    if (facts.isCase()) {
      return new Checked.Refused(
          "step-not-supported", "This is the number of a case. Check each pack by itself.");
    }
    PackFacts.@Nullable Pack pack = facts.pack();
    if (pack != null
        && (!returned.organisation().equals(pack.custodian()) || pack.inTransitTo() != null)) {
      return new Checked.Refused("not-in-custody", "Receive the pack first, then check it.");
    }
    DscsaAnswer answer = DscsaAnswer.of(facts, returned.lot().value(), returned.expiry().date());
    Checked checked = answer.verified() ? restock(handle, returned) : failed(answer);
    if (checked instanceof Checked.Refused) {
      return checked;
    }
    if (!rows.add(handle, returned, checked)) {
      throw new Repeated();
    }
    if (checked instanceof Checked.Failed(String reason, _) && !isExplained(answer)) {
      suspect(handle, returned, code(facts), reason);
    }
    return checked;
  }

  private Checked restock(Handle handle, Returned returned) {
    Returns.Answer answer =
        returns.restock(
            handle,
            new Returns.Returned(
                returned.organisation(), returned.pack(), returned.returnedBy(), returned.place()));
    return switch (answer) {
      case Returns.Answer.Restocked(String eventId) -> new Checked.Saleable(eventId);
      case Returns.Answer.NotSoldToReturner() -> new Checked.Failed(NOT_SOLD, null);
      case Returns.Answer.Refused(String code, String detail) -> new Checked.Refused(code, detail);
    };
  }

  private static Checked failed(DscsaAnswer answer) {
    @Nullable FailureReason reason = answer.reason();
    @Nullable AdditionalInfo info = answer.info();
    if (reason == null) {
      throw new IllegalStateException("what is not verified has a reason");
    }
    return new Checked.Failed(reason.text(), info == null ? null : info.text());
  }

  private static boolean isExplained(DscsaAnswer answer) {
    @Nullable AdditionalInfo info = answer.info();
    // A label that differs is suspicious also where the batch on record was recalled.
    return answer.reason() == FailureReason.NO_REASON_PROVIDED
        || (answer.reason() == FailureReason.NOT_FOR_REDISTRIBUTION
            && info != null
            && EXPLAINED.contains(info));
  }

  /** Who claims to hold a pack that nobody made must not make it suspect once it is made. */
  private static Suspicions.Code code(PackFacts facts) {
    if (facts.pack() != null) {
      return Suspicions.Code.RETURN_FAILED;
    }
    return facts.productKnown() ? Suspicions.Code.UNKNOWN_SERIAL : Suspicions.Code.UNKNOWN_PRODUCT;
  }

  private void suspect(Handle handle, Returned returned, Suspicions.Code code, String reason) {
    suspicions.raise(
        handle,
        List.of(
            new Suspicion(
                    code,
                    returned.organisation(),
                    returned.place(),
                    returned.pack(),
                    OffsetDateTime.now(ZoneOffset.UTC),
                    "The check before it may be sold again failed: " + reason + ".")
                .label(returned.lot(), returned.expiry())
                .entered(returned.entry())));
  }
}
