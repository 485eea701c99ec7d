package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Sightings;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Fate;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.custody.Suspicions.Told;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.verification.domain.Alert;
import io.pharmatrace.verification.domain.PackFacts;
import io.pharmatrace.verification.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Raises what the verification of a pack shows to be suspicious. Thread-safe. */
@Singleton
public final class VerificationDoubts {
  private final Jdbi jdbi;
  private final Suspicions suspicions;
  private final Sightings sightings;
  private final SpoiltScans spoiltScans;

  VerificationDoubts(
      Jdbi jdbi, Suspicions suspicions, Sightings sightings, SpoiltScans spoiltScans) {
    this.spoiltScans = spoiltScans;
    this.jdbi = jdbi;
    this.suspicions = suspicions;
    this.sightings = sightings;
  }

  /**
   * Who verifies.
   *
   * @param site GLN of where that is, if it is known
   * @param regulator holds no packs, so that its questions say nothing of where one is
   * @param device reads what is before it; a person may look up at a desk what his organisation has
   *     somewhere else, or had
   * @param entry how the label came in
   */
  public record Check(
      UUID organisation, @Nullable String site, boolean regulator, boolean device, Entry entry) {}

  /**
   * What was made of it.
   *
   * @param spoilt what the label may have said, if that explains it
   * @param withheld what nobody is alerted of yet, because it was typed once
   */
  public record Made(Optional<Repair> spoilt, Set<Code> withheld) {
    public Made {
      withheld = Set.copyOf(withheld);
    }
  }

  /**
   * Raises what there is, unless a fault of scanner or keyboard explains it; costs nothing for a
   * pack that is where it should be.
   *
   * @param lot as on the label
   * @param expiry as on the label
   */
  public Made verified(
      Check check,
      Sgtin pack,
      @Nullable String lot,
      @Nullable LocalDate expiry,
      Verdict verdict,
      PackLookup.Found found) {
    Optional<Repair> spoilt =
        verdict.alerts().isEmpty() ? Optional.empty() : spoiltScans.explain(pack, lot, expiry);
    return new Made(
        spoilt, spoilt.isEmpty() ? raise(check, pack, lot, expiry, verdict, found) : Set.of());
  }

  private Set<Code> raise(
      Check check,
      Sgtin pack,
      @Nullable String lot,
      @Nullable LocalDate expiry,
      Verdict verdict,
      PackLookup.Found found) {
    Sighting now =
        new Sighting(
            check.organisation(),
            check.site() == null ? null : new Gln(check.site()),
            OffsetDateTime.now(ZoneOffset.UTC));
    List<Suspicion> raised = new ArrayList<>();
    for (Alert alert : verdict.alerts()) {
      raised.add(
          new Suspicion(
                  alert.suspicion(),
                  now,
                  pack,
                  "Verified, and " + alert.meaning() + ".",
                  lot == null ? null : new Lot(lot),
                  expiry == null ? null : ExpiryDate.of(expiry),
                  Set.of(),
                  List.of())
              .entered(check.entry()));
    }
    PackFacts.@Nullable Pack present =
        verdict.code() == Verdict.Code.UNKNOWN ? null : present(check, pack, found);
    if (present != null && !involved(present).contains(check.organisation())) {
      raised.add(
          new Suspicion(
                  Code.CUSTODY_MISMATCH,
                  now,
                  pack,
                  "It was verified by somebody who neither holds it nor is to receive it.",
                  null,
                  null,
                  involved(present),
                  List.of())
              .entered(check.entry()));
    }
    boolean elsewhere = present != null && isElsewhere(check, present, found.place());
    if (raised.isEmpty() && !elsewhere) {
      return Set.of();
    }
    return jdbi.inTransaction(
        handle -> {
          List<Told> told = suspicions.raise(handle, raised);
          suspicions.seen(handle, elsewhere ? List.of(new Seen(pack, now)) : List.of());
          return IntStream.range(0, told.size())
              .filter(i -> told.get(i).fate() == Fate.WITHHELD)
              .mapToObj(i -> raised.get(i).code())
              .collect(Collectors.toSet());
        });
  }

  /** Whether it is before who verifies, where custody does not have it. */
  private static boolean isElsewhere(
      Check check, PackFacts.Pack pack, @Nullable String placeOnRecord) {
    boolean before = check.device() || !involved(pack).contains(check.organisation());
    boolean mayBeHere = placeOnRecord == null && check.organisation().equals(pack.custodian());
    return before && check.site() != null && !check.site().equals(placeOnRecord) && !mayBeHere;
  }

  /**
   * The pack, if it must be where it is verified: regulators hold none, the manufacturer looks its
   * products up at a desk, wherever they are, and so do people what their organisation had before,
   * when who has it now asks them. Where an archived pack is nobody knows any more.
   */
  private PackFacts.@Nullable Pack present(Check check, Sgtin sgtin, PackLookup.Found found) {
    PackFacts.@Nullable Pack pack = found.facts().pack();
    if (pack == null || check.regulator() || pack.state().equals("Archived")) {
      return null;
    }
    if (involved(pack).contains(check.organisation())) {
      return pack;
    }
    boolean desk =
        check.organisation().equals(found.manufacturer())
            || (!check.device()
                && !jdbi.withHandle(
                        handle ->
                            sightings.everHad(
                                handle, List.of(new Sightings.Had(sgtin, check.organisation()))))
                    .isEmpty());
    return desk ? null : pack;
  }

  private static Set<UUID> involved(PackFacts.Pack pack) {
    Set<UUID> all = new HashSet<>(Set.of(pack.custodian()));
    if (pack.inTransitTo() != null) {
      all.add(pack.inTransitTo());
    }
    return all;
  }
}
