package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.records.domain.consent.DataRef.Meaning;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each thing that a provision states fits raw values. */
class MatchTest {
  private static final Ref ANNA = new Ref("Practitioner/anna");
  private static final Ref BEN = new Ref("Practitioner/ben");
  private static final Ref SHOP = new Ref("Organization/shop");
  private static final Code R = new Code("urn:confidentiality", "R");
  private static final Code N = new Code("urn:confidentiality", "N");
  private static final Code PSY = new Code("urn:sensitivity", "PSY");

  @Nested
  class What {
    @Test
    void aPurposeIsComparedWithItsSystemAndLetterForLetter() {
      assertThat(purpose(new Code(Purpose.SYSTEM, "TREAT"))).isEqualTo(Hit.HIT);
      assertThat(purpose(new Code(Purpose.SYSTEM, "treat"))).isEqualTo(Hit.MISS);
      assertThat(purpose(new Code("http://example.org/purposes", "TREAT"))).isEqualTo(Hit.MISS);
    }

    @Test
    void anEmergencyIsNoTreatmentAndResearchNoTrial() {
      assertThat(purpose(Purpose.ETREAT.code())).isEqualTo(Hit.MISS);
      assertThat(purpose(new Code(Purpose.SYSTEM, "PurposeOfUse"))).isEqualTo(Hit.MISS);
    }

    @Test
    void oneOfSeveralPurposesIsEnoughInAnyOrder() {
      assertThat(purpose(Purpose.HRESCH.code(), Purpose.TREAT.code())).isEqualTo(Hit.HIT);
      assertThat(purpose(Purpose.TREAT.code(), Purpose.HRESCH.code())).isEqualTo(Hit.HIT);
      assertThat(purpose()).isEqualTo(Hit.NOT_STATED);
    }

    private Hit purpose(Code... stated) {
      return match(Rule.permit().purposes(stated), Given.item()).purpose();
    }
  }

  @Nested
  class Who {
    @Test
    void aPersonAnOrganisationOrAGroupMayBeMeant() {
      assertThat(actor(Rule.permit().actor(ANNA), ANNA, SHOP)).isEqualTo(Hit.HIT);
      assertThat(actor(Rule.permit().actor(SHOP), ANNA, SHOP)).isEqualTo(Hit.HIT);
      assertThat(actor(Rule.permit().actor(BEN), ANNA, SHOP)).isEqualTo(Hit.MISS);
    }

    @Test
    void whoHasNoNameIsNobodyThatIsNamed() {
      assertThat(actor(Rule.permit().actor(ANNA))).isEqualTo(Hit.MISS);
      assertThat(actor(Rule.permit())).isEqualTo(Hit.NOT_STATED);
    }

    private Hit actor(Rule rule, Ref... caller) {
      return Match.of(
              rule.provision(),
              Given.request(
                  Given.requester(CallerRole.PHARMACIST, caller), Purpose.TREAT, Given.item()))
          .actor();
    }
  }

  /** Dates as FHIR writes them, as the instants that they may mean. */
  @Nested
  class When {
    @ParameterizedTest
    @CsvSource({
      // All of it, and its bounds.
      "2022-01-01, 2022-12-31, 2022-05-07, 2022-05-07, HIT",
      "2022-01-01, 2022-12-31, 2022-01-01, 2022-01-01, HIT",
      "2022-01-01, 2022-12-31, 2022-12-31, 2022-12-31, HIT",
      "2022-01-01, 2022-12-31, 2022-01-01, 2022-12-31, HIT",
      // Outside.
      "2022-01-01, 2022-12-31, 2021-12-31, 2021-12-31, MISS",
      "2022-01-01, 2022-12-31, 2023-01-01, 2023-01-01, MISS",
      // "2022-12" lies only partly in it, so does what was written over months.
      "2022-01-01, 2022-12-15, 2022-12-01, 2022-12-31, UNKNOWN",
      "2022-12-15, 2023-12-31, 2022-12-01, 2022-12-31, UNKNOWN",
      "2022-12-10, 2022-12-15, 2022-12-01, 2022-12-31, UNKNOWN",
      // Open ends.
      "          , 2022-12-31, 1999-01-01, 1999-01-01, HIT",
      "2022-01-01,           , 2030-01-01, 2030-01-01, HIT",
      "2022-01-01,           , 2030-01-01,           , HIT",
      "2022-01-01, 2022-12-31, 2022-05-07,           , UNKNOWN",
      "2022-01-01, 2022-12-31,           , 2021-01-01, MISS",
      // Not known when.
      "2022-01-01, 2022-12-31,           ,           , UNKNOWN",
      "          , 2022-12-31,           ,           , UNKNOWN",
    })
    void dataPeriod(String start, String end, String from, String to, Hit expected) {
      DataItem item =
          new DataItem(Given.PERSON, Given.ITEM, days(from, to), Set.of(), Set.of(), Set.of());

      assertThat(match(Rule.permit().dataPeriod(days(start, end)), item).dataPeriod())
          .isEqualTo(expected);
    }

    @Test
    void whatIsNotStatedFitsWhateverIsNotKnown() {
      assertThat(match(Rule.permit(), Given.item()).dataPeriod()).isEqualTo(Hit.NOT_STATED);
    }

    @Test
    void anIntervalDoesNotEndBeforeItStarts() {
      assertThatThrownBy(() -> new Interval(Given.NOW, Given.NOW.minusNanos(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }

    private Interval days(String first, String last) {
      return new Interval(
          first == null ? null : Instant.parse(first + "T00:00:00Z"),
          last == null ? null : Instant.parse(last + "T23:59:59.999999999Z"));
    }
  }

  @Nested
  class Which {
    private static final Ref VISIT = new Ref("Encounter/visit");

    @Test
    void theItemItself() {
      assertThat(data(item(), new DataRef(Meaning.INSTANCE, Given.ITEM))).isEqualTo(Hit.HIT);
      assertThat(data(item(), new DataRef(Meaning.INSTANCE, VISIT))).isEqualTo(Hit.MISS);
    }

    @Test
    void whatBelongsToAnEncounterAndTheEncounterItself() {
      DataItem visit =
          new DataItem(Given.PERSON, VISIT, Interval.ALWAYS, Set.of(), Set.of(), Set.of());

      assertThat(data(item(), new DataRef(Meaning.RELATED, VISIT))).isEqualTo(Hit.HIT);
      assertThat(data(visit, new DataRef(Meaning.RELATED, VISIT))).isEqualTo(Hit.HIT);
      assertThat(data(Given.item(), new DataRef(Meaning.RELATED, VISIT))).isEqualTo(Hit.MISS);
    }

    @Test
    void whatSomebodyWrote() {
      assertThat(data(item(ANNA, SHOP), new DataRef(Meaning.AUTHORED_BY, SHOP))).isEqualTo(Hit.HIT);
      assertThat(data(item(ANNA), new DataRef(Meaning.AUTHORED_BY, BEN))).isEqualTo(Hit.MISS);
      assertThat(data(item(), new DataRef(Meaning.AUTHORED_BY, BEN))).isEqualTo(Hit.UNKNOWN);
    }

    @Test
    void theBestOfSeveralInAnyOrder() {
      DataRef unknown = new DataRef(Meaning.AUTHORED_BY, BEN);
      DataRef hit = new DataRef(Meaning.INSTANCE, Given.ITEM);
      DataRef miss = new DataRef(Meaning.INSTANCE, VISIT);

      assertThat(data(item(), unknown, hit)).isEqualTo(Hit.HIT);
      assertThat(data(item(), hit, unknown)).isEqualTo(Hit.HIT);
      assertThat(data(item(), miss, unknown)).isEqualTo(Hit.UNKNOWN);
      assertThat(data(item(), unknown, miss)).isEqualTo(Hit.UNKNOWN);
      assertThat(data(item())).isEqualTo(Hit.NOT_STATED);
    }

    private Hit data(DataItem item, DataRef... stated) {
      return match(Rule.permit().data(stated), item).data();
    }

    private DataItem item(Ref... authors) {
      return new DataItem(
          Given.PERSON, Given.ITEM, Interval.ALWAYS, Set.of(authors), Set.of(VISIT), Set.of());
    }
  }

  @Nested
  class HowSensitive {
    @Test
    void everyLabelOfTheItemHasToBeStated() {
      assertThat(LabelMatch.of(Set.of(N, R), Set.of(R))).isEqualTo(LabelMatch.ALL);
      assertThat(LabelMatch.of(Set.of(R, N), Set.of(N, R))).isEqualTo(LabelMatch.ALL);
      assertThat(LabelMatch.of(Set.of(N), Set.of(N, PSY))).isEqualTo(LabelMatch.SOME);
      assertThat(LabelMatch.of(Set.of(N), Set.of(R, PSY))).isEqualTo(LabelMatch.NO);
    }

    @Test
    void anItemWithoutLabelsMayBeAnything() {
      assertThat(LabelMatch.of(Set.of(N), Set.of())).isEqualTo(LabelMatch.UNLABELLED);
      assertThat(LabelMatch.of(Set.of(), Set.of())).isEqualTo(LabelMatch.NOT_STATED);
      assertThat(LabelMatch.of(Set.of(), Set.of(R))).isEqualTo(LabelMatch.NOT_STATED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Practitioner",
    "/anna",
    "Practitioner/",
    "practitioner/anna",
    "Practitioner/anna/_history/1",
    "http://example.org/Practitioner/anna",
    "Practitioner/an na",
    "Practitioner/*",
  })
  void aReferenceIsATypeAndAnId(String text) {
    assertThatThrownBy(() -> new Ref(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCodeHasASystem() {
    assertThatThrownBy(() -> new Code(" ", "R")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Code("urn:x", "")).isInstanceOf(IllegalArgumentException.class);
    assertThat(List.of(N, R)).doesNotContain(new Code("urn:other", "N"));
  }

  private static Match match(Rule rule, DataItem item) {
    return Match.of(
        rule.provision(),
        Given.request(
            Given.requester(CallerRole.PHARMACIST, Given.PHARMACIST), Purpose.TREAT, item));
  }
}
