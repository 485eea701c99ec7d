package io.pharmatrace.verification.application;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.verification.domain.PackFacts;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private static final UUID ORGANISATION = new UUID(0, 1);
  private static final PackFacts UNKNOWN = new PackFacts(true, true, null);
  private static final PackFacts ANOTHERS =
      new PackFacts(
          true,
          true,
          new PackFacts.Pack(
              "Active", "L1", LocalDate.of(2031, 1, 31), "Active", "Active", new UUID(0, 2), null));

  private final Guesses guesses = new Guesses(1, 5, 1, 2);

  private static Caller caller(String name) {
    return new Caller(name, true, ORGANISATION, Set.of(Role.PHARMACIST), null);
  }

  @Test
  void whoUsedUpItsOwnGuessesDoesNotUseUpThoseOfItsColleagues() {
    for (int i = 0; i < 2; i++) {
      guesses.check(caller("broken"), UNKNOWN);
    }
    for (int i = 0; i < 10; i++) {
      for (PackFacts facts : new PackFacts[] {UNKNOWN, ANOTHERS}) {
        assertThatThrownBy(() -> guesses.check(caller("broken"), facts))
            .isInstanceOf(ApiException.class);
      }
    }
    assertThatCode(() -> guesses.check(caller("sound"), UNKNOWN)).doesNotThrowAnyException();
    assertThatCode(() -> guesses.check(caller("sound"), ANOTHERS)).doesNotThrowAnyException();
  }

  @Test
  void nobodyGuessesByTheNumbersOfCases() {
    PackFacts aCase = new PackFacts(true, true, false, null);
    for (int i = 0; i < 10; i++) {
      guesses.check(caller("goods in"), aCase);
    }
    assertThatCode(() -> guesses.check(caller("goods in"), UNKNOWN)).doesNotThrowAnyException();
  }

  @Test
  void colleaguesTogetherMakeNoMoreGuessesThanTheirOrganisationMay() {
    for (int i = 0; i < 5; i++) {
      guesses.check(caller("scanner " + i), UNKNOWN);
    }
    assertThatThrownBy(() -> guesses.check(caller("another"), UNKNOWN))
        .isInstanceOf(ApiException.class);
  }
}
