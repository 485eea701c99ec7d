package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.Scopes.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART App Launch 2.2.0, scopes for FHIR resources. */
class ScopesTest {
  private static final List<String> LETTERS = List.of("c", "r", "u", "d", "s");

  @Test
  void readsWhatIsAllowed() {
    assertThat(read("openid user/Consent.cu patient/*.rs launch/patient").all())
        .containsExactlyInAnyOrder(
            new Scope(
                Scope.Level.USER, "Consent", EnumSet.of(Interaction.CREATE, Interaction.UPDATE)),
            new Scope(
                Scope.Level.PATIENT, Scope.ANY, EnumSet.of(Interaction.READ, Interaction.SEARCH)));
  }

  @ParameterizedTest
  @CsvSource({
    "patient/Observation.rs?category=laboratory, QUERY",
    "user/*.rs?, QUERY",
    "user/*.read, VERSION_1",
    "patient/Patient.write, VERSION_1",
    "system/*.*, VERSION_1",
    "user/*., MALFORMED",
    "user/*, MALFORMED",
    "user/.rs, MALFORMED",
    "user/*.sr, MALFORMED",
    "user/*.rr, MALFORMED",
    "user/*.rx, MALFORMED",
    "user/*.RS, MALFORMED",
    "user/consent.rs, MALFORMED",
    "user/Consent/1.rs, MALFORMED",
    "user/Con-sent.rs, MALFORMED",
  })
  void refusesTheWholeTextForOneScopeThatItCannotRead(String scope, Problem problem) {
    assertThat(Scopes.parse("user/Patient.r " + scope))
        .isEqualTo(new Scopes.Refused(scope, problem));
    assertThat(problem.advice()).isNotBlank();
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThat(Scopes.parse("user/*.r ".repeat(1_000)))
        .isEqualTo(new Scopes.Refused("", Problem.TOO_LONG));
  }

  @Test
  void everySubsetOfCrudsInOrderAndNothingElse() {
    int read = 0;
    for (List<String> letters : ProvisionsTest.lists(LETTERS, 5)) {
      boolean inOrder = !letters.isEmpty();
      for (int i = 1; i < letters.size(); i++) {
        inOrder &= LETTERS.indexOf(letters.get(i - 1)) < LETTERS.indexOf(letters.get(i));
      }
      String text = "user/*." + String.join("", letters);
      boolean isRead = Scopes.parse(text) instanceof Scopes.Read;
      assertThat(isRead).as(text).isEqualTo(inOrder);
      read += isRead ? 1 : 0;
    }
    assertThat(read).isEqualTo(31);
  }

  /** Every scope with every request. */
  @Test
  void aScopeAllowsItsTypeInteractionsAndLevelOnly() {
    for (String level : List.of("patient", "user", "system")) {
      for (String type : List.of("*", "DocumentReference", "Consent")) {
        for (List<String> letters : ProvisionsTest.lists(LETTERS, 5)) {
          String text = level + "/" + type + "." + String.join("", letters);
          if (Scopes.parse(text) instanceof Scopes.Read(Scopes scopes)) {
            for (Interaction interaction : Interaction.values()) {
              for (Relation relation : Relation.values()) {
                for (boolean device : List.of(true, false)) {
                  boolean allowed =
                      !type.equals("Consent")
                          && letters.contains(String.valueOf(interaction.letter()))
                          && (level.equals("patient")
                              ? relation != Relation.NONE
                              : level.equals(device ? "system" : "user"));
                  assertThat(scopes.allow(request(interaction, relation, device)))
                      .as("%s: %s, %s, device: %s", text, interaction, relation, device)
                      .isEqualTo(allowed);
                }
              }
            }
          }
        }
      }
    }
  }

  @Test
  void withoutAScopeNothingIsAllowed() {
    ConsentRequest request = request(Interaction.READ, Relation.SELF, false);

    assertThat(read("").allow(request)).isFalse();
    assertThat(read("openid fhirUser launch/patient offline_access").allow(request)).isFalse();
  }

  @Property(tries = 2_000)
  void noTextIsAFault(
      @ForAll @StringLength(max = 40) @CharRange(from = '!', to = '~') String text) {
    assertThat(Scopes.parse("user/" + text)).isNotNull();
    assertThat(Scopes.parse(text + "\n\u0000 ü/*.r")).isNotNull();
  }

  private static Scopes read(String text) {
    return switch (Scopes.parse(text)) {
      case Scopes.Read(Scopes scopes) -> scopes;
      case Scopes.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static ConsentRequest request(
      Interaction interaction, Relation relation, boolean device) {
    Requester requester =
        new Requester(
            Set.of(),
            CallerRole.PHARMACIST,
            device,
            Licence.VALID,
            EnumSet.of(Purpose.TREAT),
            Scopes.NONE);
    return new ConsentRequest(requester, Purpose.TREAT, interaction, relation, null, Given.item());
  }
}
