package io.pharmatrace.records.domain.consent;

import io.pharmatrace.records.domain.consent.Decision.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether an item of a health record may be seen or changed. A pure
 * function: the same facts give the same decision, in whatever order consents come. Rules and why:
 * docs/adr/0026. Thread-safe.
 */
public final class ConsentDecision {
  /** Shortest reason for breaking the glass, in characters (code points) without spaces around. */
  public static final int SHORTEST_REASON = 10;

  private ConsentDecision() {}

  /** What one consent says, and why that does not count; null when it does. */
  private record Heard(UUID consent, Saying saying, @Nullable ReasonCode withheld) {
    boolean counts() {
      return withheld == null;
    }
  }

  /**
   * Decides.
   *
   * @param consents all consents about the person whose item it is, each in its newest version
   * @param chain what is known of the chain; has the keys of those consents, as far as they are
   *     there
   * @param now the instant at which it is decided
   * @throws IllegalArgumentException when a consent is about another person
   */
  public static Decision decide(
      ConsentRequest request, List<StoredConsent> consents, ChainView chain, Instant now) {
    if (consents.stream().anyMatch(c -> !c.person().equals(request.item().person()))) {
      throw new IllegalArgumentException("a consent of another person is no concern of this one");
    }
    Optional<Decision> early = beforeConsents(request).or(() -> own(request));
    if (early.isPresent()) {
      return early.get();
    }
    if (request.purpose() == Purpose.BTG) {
      return brokenGlass(request, hear(request, consents, chain, now));
    }
    if (chain.tooOld(now)) {
      return deny(ReasonCode.CHAIN_HEAD_TOO_OLD);
    }
    return byConsents(hear(request, consents, chain, now));
  }

  private static Optional<Decision> beforeConsents(ConsentRequest request) {
    Requester requester = request.requester();
    return RolePurposes.refusal(requester, request.purpose())
        .or(
            () ->
                requester.scopes().allow(request)
                    ? Optional.empty()
                    : Optional.of(ReasonCode.SCOPE_INSUFFICIENT))
        .map(ConsentDecision::deny);
  }

  /** Nobody needs a consent to see the own record, or one that is entrusted to her. */
  private static Optional<Decision> own(ConsentRequest request) {
    if (request.relation() == Relation.SELF && request.purpose() == Purpose.PATRQT) {
      return Optional.of(permit(ReasonCode.OWN_RECORD, Set.of()));
    }
    if (request.relation() == Relation.PROXY && request.purpose() == Purpose.FAMRQT) {
      return Optional.of(permit(ReasonCode.PROXY, Set.of()));
    }
    return Optional.empty();
  }

  /** An emergency does not wait for the chain; only who denied this very purpose is asked. */
  private static Decision brokenGlass(ConsentRequest request, List<Heard> heard) {
    @Nullable String reason = request.breakGlassReason();
    if (reason == null || length(reason.strip()) < SHORTEST_REASON) {
      return deny(ReasonCode.BREAK_GLASS_REASON_MISSING);
    }
    List<Heard> denies =
        heard.stream().filter(h -> h.counts() && h.saying() == Saying.DENY_PURPOSE).toList();
    return denies.isEmpty()
        ? permit(ReasonCode.BREAK_GLASS, EnumSet.allOf(Obligation.class))
        : by(Outcome.DENY, ReasonCode.DENIED_BY_CONSENT, denies);
  }

  private static Decision byConsents(List<Heard> heard) {
    List<Heard> denies = heard.stream().filter(h -> h.counts() && h.saying().denies()).toList();
    if (!denies.isEmpty()) {
      return by(Outcome.DENY, ReasonCode.DENIED_BY_CONSENT, denies);
    }
    List<Heard> permits =
        heard.stream().filter(h -> h.counts() && h.saying() == Saying.PERMIT).toList();
    if (!permits.isEmpty()) {
      return by(Outcome.PERMIT, ReasonCode.PERMITTED_BY_CONSENT, permits);
    }
    Stream<Reason> withheld =
        heard.stream().flatMap(h -> Stream.ofNullable(h.withheld()).map(w -> reason(w, h)));
    return new Decision(
        Outcome.DENY,
        Set.of(),
        Stream.concat(
                Stream.of(new Reason(ReasonCode.NO_CONSENT, null)), withheld.distinct().sorted())
            .toList(),
        Set.of());
  }

  /** What each consent says that says anything. */
  private static List<Heard> hear(
      ConsentRequest request, List<StoredConsent> consents, ChainView chain, Instant now) {
    List<Heard> heard = new ArrayList<>();
    for (StoredConsent consent : consents) {
      Saying saying = Provisions.say(consent, request);
      if (saying != Saying.SILENT) {
        heard.add(
            new Heard(
                consent.id(), saying, Envelope.withheld(consent, saying, chain, now).orElse(null)));
      }
    }
    return heard;
  }

  private static Decision by(Outcome outcome, ReasonCode code, List<Heard> heard) {
    return new Decision(
        outcome,
        Set.of(),
        heard.stream().map(h -> reason(code, h)).distinct().sorted().toList(),
        heard.stream().map(Heard::consent).collect(Collectors.toSet()));
  }

  private static Reason reason(ReasonCode code, Heard heard) {
    return new Reason(code, heard.consent());
  }

  private static Decision permit(ReasonCode code, Set<Obligation> obligations) {
    return new Decision(Outcome.PERMIT, obligations, List.of(new Reason(code, null)), Set.of());
  }

  private static Decision deny(ReasonCode code) {
    return new Decision(Outcome.DENY, Set.of(), List.of(new Reason(code, null)), Set.of());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
