package io.pharmatrace.verification.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.application.PackLookup;
import io.pharmatrace.verification.application.VerificationDoubts;
import io.pharmatrace.verification.domain.Alert;
import io.pharmatrace.verification.domain.PackFacts;
import io.pharmatrace.verification.domain.Verdict;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as it is answered.
 *
 * @param verdict code of the answer: UNKNOWN, CASE, MISMATCH, WITHDRAWN, RECALLED, EXPIRED,
 *     SUSPECT, the state in which the pack ended (SUPPLIED, LOCKED, ...), NOT_RECEIVED, SHIPPED,
 *     NOT_IN_CUSTODY, RETURNED, ON_RECORD or OK
 * @param level OK, WARNING or STOP; only OK may be shown green
 * @param title the answer in a word or two
 * @param action what to do
 * @param compared which data of the label were given and compared with the record: batch, expiry
 * @param alerts what is wrong with the data on the label, unless there is a hint; then what the
 *     open cases about the pack and its custody are about, to who has to do with the pack or is
 *     concerned. They do not change the verdict
 * @param product the product in words; absent for an unknown GTIN
 * @param pack its own state; absent for an unknown pack
 * @param batch its batch; absent for an unknown pack. Number and expiry date are told to who has to
 *     do with the pack, or named them rightly
 * @param custody who holds it, as far as the asker may know
 * @param provenance where it comes from; absent for an unknown pack
 * @param anchoring how far the latest event about it is anchored on chain, and its seals: none,
 *     behind, sealed or conflict (they do not lead to where custody has it). Others than who has to
 *     do with the pack are told the status only: a transaction names the organisation that made it
 * @param hint for a label that is not on record as it was read: the pack on record that a spoilt
 *     scan may have named. It changes nothing in the verdict, and nobody is alerted
 */
@Serdeable
record VerdictView(
    String gtin,
    String serial,
    String verdict,
    String level,
    String title,
    String action,
    List<String> compared,
    List<AlertView> alerts,
    @Nullable ProductView product,
    @Nullable PackView pack,
    @Nullable BatchView batch,
    @Nullable CustodyView custody,
    @Nullable ProvenanceView provenance,
    @Nullable AnchoringView anchoring,
    ReadingView.@Nullable Hint hint) {

  /**
   * What is wrong.
   *
   * @param raised whether a case tells of it; not yet of what was typed once and is not on record
   */
  @Serdeable
  record AlertView(String code, String meaning, boolean raised) {}

  /**
   * A product in words.
   *
   * @param state Active or Withdrawn, where the asker is; absent for an unknown pack
   */
  @Serdeable
  record ProductView(
      String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String packSize,
      @Nullable String state) {

    static @Nullable ProductView of(
        PackLookup.@Nullable ProductText text, PackFacts.@Nullable Pack pack) {
      return text == null
          ? null
          : new ProductView(
              text.name(),
              text.form(),
              text.strength(),
              text.packSize(),
              pack == null ? null : pack.productState());
    }
  }

  @Serdeable
  record PackView(String state) {}

  @Serdeable
  record BatchView(@Nullable String lot, @Nullable String expiry, String state) {}

  /**
   * Who holds the pack.
   *
   * @param relation you, on-its-way-to-you or another
   */
  @Serdeable
  record CustodyView(String relation, @Nullable String gln, @Nullable String name) {}

  @Serdeable
  record AnchoringView(
      String status,
      @Nullable Long sequence,
      @Nullable Long block,
      @Nullable String transaction,
      @Nullable String seals) {}

  static VerdictView of(
      Sgtin sgtin,
      Verdict verdict,
      List<String> compared,
      PackLookup.Found found,
      UUID asker,
      boolean seesAll,
      VerificationDoubts.Made made) {
    ReadingView.@Nullable Hint hint = made.spoilt().map(ReadingView.Hint::of).orElse(null);
    PackFacts.@Nullable Pack pack = found.facts().pack();
    PackLookup.@Nullable Anchoring anchoring = found.anchoring();
    boolean concerned = pack != null && (seesAll || hasToDoWith(pack, found, asker));
    return new VerdictView(
        sgtin.gtin().digits(),
        sgtin.serial().value(),
        verdict.code().name(),
        verdict.code().level().name(),
        verdict.code().title(),
        action(verdict, pack, made),
        pack == null ? List.of() : compared,
        // What a fault of scanner or keyboard explains is no alert.
        Stream.concat(
                hint == null ? verdict.alerts().stream().map(Alert::suspicion) : Stream.of(),
                found.openAlerts().stream())
            .map(a -> new AlertView(a.text(), a.meaning(), !made.withheld().contains(a)))
            .toList(),
        ProductView.of(found.product(), pack),
        pack == null ? null : new PackView(pack.state()),
        pack == null
            ? null
            : new BatchView(
                concerned || named("batch", Alert.BATCH_MISMATCH, compared, verdict)
                    ? pack.lot()
                    : null,
                concerned || named("expiry", Alert.EXPIRY_MISMATCH, compared, verdict)
                    ? pack.expiry().toString()
                    : null,
                pack.batchState()),
        pack == null ? null : custody(pack, found, asker, seesAll),
        pack == null ? null : ProvenanceView.of(found, seesCustody(pack, asker, seesAll)),
        anchoring == null
            ? null
            : new AnchoringView(
                anchoring.status(),
                concerned ? anchoring.sequence() : null,
                concerned ? anchoring.block() : null,
                concerned ? anchoring.transaction() : null,
                concerned ? anchoring.seals() : null),
        hint);
  }

  /** What to do, also about the recall of a pack whose label differs. */
  private static String action(
      Verdict verdict, PackFacts.@Nullable Pack pack, VerificationDoubts.Made made) {
    String action = made.withheld().isEmpty() ? verdict.code().action() : EntryHeader.READ_AGAIN;
    Verdict.@Nullable Code ended =
        pack == null || verdict.code() != Verdict.Code.MISMATCH ? null : Verdict.ended(pack);
    return ended == null ? action : action + " " + ended.action();
  }

  private static boolean hasToDoWith(PackFacts.Pack pack, PackLookup.Found found, UUID asker) {
    return asker.equals(pack.custodian())
        || asker.equals(pack.inTransitTo())
        || asker.equals(found.manufacturer());
  }

  /** Whether the asker knows it from the label. */
  private static boolean named(
      String field, Alert differs, List<String> compared, Verdict verdict) {
    return compared.contains(field) && !verdict.alerts().contains(differs);
  }

  private static boolean seesCustody(PackFacts.Pack pack, UUID asker, boolean seesAll) {
    return seesAll || asker.equals(pack.custodian()) || asker.equals(pack.inTransitTo());
  }

  /** An outsider is not told who holds a pack. */
  private static CustodyView custody(
      PackFacts.Pack pack, PackLookup.Found found, UUID asker, boolean seesAll) {
    String relation =
        asker.equals(pack.custodian())
            ? "you"
            : asker.equals(pack.inTransitTo()) ? "on-its-way-to-you" : "another";
    return seesCustody(pack, asker, seesAll)
        ? new CustodyView(relation, found.custodianGln(), found.custodianName())
        : new CustodyView(relation, null, null);
  }
}
