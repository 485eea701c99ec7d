package io.pharmatrace.records.domain.consent;

import io.pharmatrace.records.domain.consent.OnChain.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether what a consent says counts (docs/adr/0026). A deny counts when the consent is active and
 * in its period; nothing of the chain is asked, for nobody gains by a deny. A permit has to be
 * granted by who may, on chain as it is stored here, and not be taken back as far as we or the
 * chain know.
 */
final class Envelope {
  private Envelope() {}

  /**
   * Why it does not count.
   *
   * @return empty when it counts
   */
  static Optional<ReasonCode> withheld(
      StoredConsent consent, Saying saying, ChainView chain, Instant now) {
    if (consent.status() != StoredConsent.Status.ACTIVE) {
      return Optional.of(ReasonCode.CONSENT_NOT_ACTIVE);
    }
    if (!consent.period().contains(now)) {
      return Optional.of(ReasonCode.CONSENT_OUTSIDE_PERIOD);
    }
    return saying.denies() ? Optional.empty() : permitWithheld(consent, chain, now);
  }

  private static Optional<ReasonCode> permitWithheld(
      StoredConsent consent, ChainView chain, Instant now) {
    Interval authority = consent.authority();
    if (authority == null || !authority.contains(now)) {
      return Optional.of(ReasonCode.PERFORMER_WITHOUT_AUTHORITY);
    }
    Grant grant = consent.grant();
    if (grant == null || !grant.signedByPerformer()) {
      return Optional.of(ReasonCode.CONSENT_NOT_SIGNED);
    }
    if (grant.revocationReceived()) {
      return Optional.of(ReasonCode.REVOCATION_RECEIVED);
    }
    return onChain(grant, chain, now);
  }

  private static Optional<ReasonCode> onChain(Grant grant, ChainView chain, Instant now) {
    OnChain onChain = chain.consents().get(grant.key());
    if (onChain == null || onChain.state() == State.NONE) {
      return Optional.of(ReasonCode.CONSENT_NOT_ON_CHAIN);
    }
    if (onChain.state() == State.REVOKED) {
      return Optional.of(ReasonCode.CONSENT_REVOKED);
    }
    if (onChain.version() != grant.version()) {
      return Optional.of(ReasonCode.CONSENT_SUPERSEDED);
    }
    if (!onChain.commitment().equals(grant.commitment())) {
      return Optional.of(ReasonCode.CONSENT_DIFFERS);
    }
    if (now.isAfter(onChain.notAfter())) {
      return Optional.of(ReasonCode.CONSENT_EXPIRED);
    }
    return chain.tooOld(now) ? Optional.of(ReasonCode.CHAIN_HEAD_TOO_OLD) : Optional.empty();
  }
}
