package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Purpose.*;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what for, before any consent is looked at. A consent cannot widen it: that a person
 * permits research lets no pharmacist ask for it.
 */
final class RolePurposes {
  private RolePurposes() {}

  /**
   * Why the caller may not ask for that purpose.
   *
   * @return empty when that is no obstacle
   */
  static Optional<ReasonCode> refusal(Requester requester, @Nullable Purpose purpose) {
    // A person has no licence to be one.
    if (requester.role() != CallerRole.PATIENT && requester.licence() != Licence.VALID) {
      return Optional.of(ReasonCode.LICENCE_INVALID);
    }
    if (purpose == null) {
      return Optional.of(ReasonCode.PURPOSE_MISSING);
    }
    if (!requester.purposes().contains(purpose)) {
      return Optional.of(ReasonCode.PURPOSE_NOT_IN_TOKEN);
    }
    // A device declares no emergency.
    if (!of(requester.role()).contains(purpose) || (purpose == BTG && requester.device())) {
      return Optional.of(ReasonCode.PURPOSE_NOT_FOR_ROLE);
    }
    return Optional.empty();
  }

  private static Set<Purpose> of(CallerRole role) {
    return switch (role) {
      case PHARMACIST -> Set.of(TREAT, ETREAT, BTG, HPAYMT, HOPERAT, COVERAGE);
      case MANUFACTURER -> Set.of(HRESCH, CLINTRCH, PATSFTY);
      case REGULATOR -> Set.of(PUBHLTH, PATSFTY, FRAUD, HCOMPL);
      case PATIENT -> Set.of(PATRQT, FAMRQT);
      case DISTRIBUTOR, ADMINISTRATOR -> Set.of();
    };
  }
}
