package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every purpose, role, token, kind of caller and licence, against {@code role-purposes.csv}. */
class RolePurposesTest {
  @Test
  void everyCombination() {
    Table table = Table.read("role-purposes.csv");
    int cases = 0;

    for (Purpose purpose : Purpose.values()) {
      for (CallerRole role : CallerRole.values()) {
        for (boolean inToken : List.of(true, false)) {
          for (boolean device : List.of(true, false)) {
            for (Licence licence : Licence.values()) {
              Set<Purpose> token =
                  inToken ? EnumSet.of(purpose) : EnumSet.complementOf(EnumSet.of(purpose));
              Requester requester =
                  new Requester(Set.of(), role, device, licence, token, Scopes.NONE);
              List<String> expected =
                  table.find(
                      licence, role, inToken ? "yes" : "no", device ? "device" : "person", purpose);

              assertThat(refusal(requester, purpose))
                  .as("%s, %s", purpose, requester)
                  .isEqualTo(expected.getFirst());
              cases++;
            }
          }
        }
      }
    }

    assertThat(cases).isEqualTo(1_008);
    table.assertEveryRowFitted();
  }

  @Test
  void whoDoesNotSayWhatForIsRefused() {
    Requester requester = Given.requester(CallerRole.PHARMACIST);

    assertThat(RolePurposes.refusal(requester, null)).contains(ReasonCode.PURPOSE_MISSING);
  }

  private static String refusal(Requester requester, Purpose purpose) {
    Optional<ReasonCode> refusal = RolePurposes.refusal(requester, purpose);
    return refusal.map(ReasonCode::code).orElse("none");
  }
}
