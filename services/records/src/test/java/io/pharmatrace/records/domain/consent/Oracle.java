package io.pharmatrace.records.domain.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The decision a second time, written before the first one and from the same rules (docs/adr/0026),
 * as naively as they can be. It shares nothing with it but what goes in. What is not known is tried
 * out: all that the missing date or author could be is a world; a permit has to fit in all worlds,
 * a deny in one.
 */
final class Oracle {
  /** What is compared. */
  record Answer(boolean permitted, boolean glassBroken, String why, Set<UUID> consents) {}

  private static final Map<String, String> PURPOSES =
      Map.of(
          "PHARMACIST", " TREAT ETREAT BTG HPAYMT HOPERAT COVERAGE ",
          "MANUFACTURER", " HRESCH CLINTRCH PATSFTY ",
          "REGULATOR", " PUBHLTH PATSFTY FRAUD HCOMPL ",
          "PATIENT", " PATRQT FAMRQT ",
          "DISTRIBUTOR", " ",
          "ADMINISTRATOR", " ");

  private final ConsentRequest request;
  private final ChainView chain;
  private final Instant now;

  private Oracle(ConsentRequest request, ChainView chain, Instant now) {
    this.request = request;
    this.chain = chain;
    this.now = now;
  }

  static Answer decide(
      ConsentRequest request, List<StoredConsent> consents, ChainView chain, Instant now) {
    return new Oracle(request, chain, now).decide(consents);
  }

  private Answer decide(List<StoredConsent> consents) {
    Requester who = request.requester();
    String purpose = request.purpose() == null ? "" : request.purpose().name();
    if (!who.role().name().equals("PATIENT") && !who.licence().name().equals("VALID")) {
      return no("licence-invalid");
    }
    if (purpose.isEmpty()) {
      return no("purpose-missing");
    }
    if (who.purposes().stream().noneMatch(p -> p.name().equals(purpose))) {
      return no("purpose-not-in-token");
    }
    if (!PURPOSES.getOrDefault(who.role().name(), "").contains(" " + purpose + " ")) {
      return no("purpose-not-for-role");
    }
    if (purpose.equals("BTG") && who.device()) {
      return no("purpose-not-for-role");
    }
    if (!scoped()) {
      return no("scope-insufficient");
    }
    String relation = request.relation().name();
    if (relation.equals("SELF") && purpose.equals("PATRQT")) {
      return new Answer(true, false, "own-record", Set.of());
    }
    if (relation.equals("PROXY") && purpose.equals("FAMRQT")) {
      return new Answer(true, false, "proxy", Set.of());
    }
    Set<UUID> denies = new HashSet<>();
    Set<UUID> deniesOfGlass = new HashSet<>();
    Set<UUID> permits = new HashSet<>();
    for (StoredConsent consent : consents) {
      switch (says(consent)) {
        case "deny" -> denies.add(consent.id());
        case "deny this very purpose" -> {
          denies.add(consent.id());
          deniesOfGlass.add(consent.id());
        }
        case "permit" -> permits.add(consent.id());
        default -> {}
      }
    }
    if (purpose.equals("BTG")) {
      String reason = request.breakGlassReason() == null ? "" : request.breakGlassReason();
      if (reason.strip().codePointCount(0, reason.strip().length()) < 10) {
        return no("break-glass-reason-missing");
      }
      return deniesOfGlass.isEmpty()
          ? new Answer(true, true, "break-glass", Set.of())
          : new Answer(false, false, "denied-by-consent", deniesOfGlass);
    }
    if (headTooOld()) {
      return no("chain-head-too-old");
    }
    if (!denies.isEmpty()) {
      return new Answer(false, false, "denied-by-consent", denies);
    }
    return permits.isEmpty()
        ? no("no-consent")
        : new Answer(true, false, "permitted-by-consent", permits);
  }

  private static Answer no(String why) {
    return new Answer(false, false, why, Set.of());
  }

  private boolean scoped() {
    for (Scope scope : request.requester().scopes().all()) {
      boolean type =
          scope.type().equals("*") || request.item().ref().value().startsWith(scope.type() + "/");
      boolean interaction = scope.interactions().contains(request.interaction());
      boolean level =
          switch (scope.level()) {
            case PATIENT ->
                request.relation() == Relation.SELF || request.relation() == Relation.PROXY;
            case USER -> !request.requester().device();
            case SYSTEM -> request.requester().device();
          };
      if (type && interaction && level) {
        return true;
      }
    }
    return false;
  }

  private boolean headTooOld() {
    for (Instant seen : List.of(chain.blockTime(), chain.lookedAt())) {
      long age = seen.until(now, ChronoUnit.MILLIS);
      if (age > chain.maxAge().toMillis() || age < -5_000) {
        return true;
      }
    }
    return false;
  }

  /** What one consent says, if it counts. */
  private String says(StoredConsent consent) {
    if (!consent.status().name().equals("ACTIVE") || !within(consent.period(), now)) {
      return "nothing";
    }
    List<Provision> denies = new ArrayList<>();
    List<Provision> permits = new ArrayList<>();
    for (Provision nested : consent.nested()) {
      if (fits(nested, consent)) {
        (nested.type() == Provision.Type.DENY ? denies : permits).add(nested);
      }
    }
    boolean root = fits(consent.root(), consent);
    boolean rootDenies = root && consent.root().type() == Provision.Type.DENY;
    if (!denies.isEmpty() || (permits.isEmpty() && rootDenies)) {
      List<Provision> all = new ArrayList<>(denies);
      if (rootDenies) {
        all.add(consent.root());
      }
      return all.stream().anyMatch(provision -> provision.purposes().contains(asked()))
          ? "deny this very purpose"
          : "deny";
    }
    boolean permit = !permits.isEmpty() || root;
    return permit && counts(consent) ? "permit" : "nothing";
  }

  private boolean fits(Provision provision, StoredConsent consent) {
    return new Worlds(request, now).fit(provision, consent.root());
  }

  private Code asked() {
    return Worlds.purpose(request);
  }

  /** Whether a permit counts. */
  private boolean counts(StoredConsent consent) {
    Grant grant = consent.grant();
    Interval authority = consent.authority();
    if (grant == null || authority == null || !within(authority, now)) {
      return false;
    }
    OnChain onChain = chain.consents().get(grant.key());
    return grant.signedByPerformer()
        && !grant.revocationReceived()
        && onChain != null
        && onChain.state() == OnChain.State.ACTIVE
        && onChain.version() == grant.version()
        && onChain.commitment().equals(grant.commitment())
        && now.compareTo(onChain.notAfter()) <= 0
        && !headTooOld();
  }

  static boolean within(Interval interval, Instant instant) {
    Instant start = interval.start();
    Instant end = interval.end();
    return (start == null || instant.compareTo(start) >= 0)
        && (end == null || instant.compareTo(end) <= 0);
  }
}
