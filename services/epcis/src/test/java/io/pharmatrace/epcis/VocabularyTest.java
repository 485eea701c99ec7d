package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word of every standard vocabulary, in each of its spellings. */
class VocabularyTest {

  static Stream<Arguments> words(Vocabulary vocabulary) {
    return vocabulary.words().stream().sorted().map(word -> Arguments.of(vocabulary, word));
  }

  static Stream<Arguments> bizSteps() {
    return words(Vocabulary.BIZ_STEP);
  }

  static Stream<Arguments> dispositions() {
    return words(Vocabulary.DISPOSITION);
  }

  static Stream<Arguments> typesAndReasons() {
    return Stream.of(
            Vocabulary.BIZ_TRANSACTION_TYPE,
            Vocabulary.SOURCE_DESTINATION_TYPE,
            Vocabulary.ERROR_REASON)
        .flatMap(VocabularyTest::words);
  }

  static Stream<Arguments> sensorWords() {
    return Stream.of(Vocabulary.MEASUREMENT, Vocabulary.SENSOR_ALERT, Vocabulary.COMPONENT)
        .flatMap(VocabularyTest::words);
  }

  @ParameterizedTest
  @MethodSource("bizSteps")
  @Feature(standard = Standard.CBV, section = "7.1", name = "Business steps")
  void businessStep(Vocabulary vocabulary, String word) {
    assertEverySpelling(vocabulary, word, "urn:epcglobal:cbv:bizstep:", "BizStep-");
  }

  @ParameterizedTest
  @MethodSource("dispositions")
  @Feature(standard = Standard.CBV, section = "7.2", name = "Dispositions")
  void disposition(Vocabulary vocabulary, String word) {
    assertEverySpelling(vocabulary, word, "urn:epcglobal:cbv:disp:", "Disp-");
  }

  @ParameterizedTest
  @MethodSource("typesAndReasons")
  @Feature(
      standard = Standard.CBV,
      section = "7",
      name = "Types of transactions, sources and destinations; error reasons")
  void typeOrReason(Vocabulary vocabulary, String word) {
    switch (vocabulary) {
      case BIZ_TRANSACTION_TYPE ->
          assertEverySpelling(vocabulary, word, "urn:epcglobal:cbv:btt:", "BTT-");
      case SOURCE_DESTINATION_TYPE ->
          assertEverySpelling(vocabulary, word, "urn:epcglobal:cbv:sdt:", "SDT-");
      default -> assertEverySpelling(vocabulary, word, "urn:epcglobal:cbv:er:", "ER-");
    }
  }

  @ParameterizedTest
  @MethodSource("sensorWords")
  @Feature(
      standard = Standard.CBV,
      section = "7",
      name = "Types of measurement, alerts, components")
  void sensorWord(Vocabulary vocabulary, String word) {
    boolean component = vocabulary == Vocabulary.COMPONENT;
    String curie = component ? "cbv:Comp-" : "gs1:";
    String web = component ? "https://ref.gs1.org/cbv/Comp-" : "https://gs1.org/voc/";

    assertThat(List.of(word, curie + word, web + word))
        .allSatisfy(text -> assertThat(Term.of(vocabulary, text).value()).isEqualTo(word));
    assertThat(Term.of(vocabulary, word).webUri()).isEqualTo(web + word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shipping",
        "cbv:BizStep-shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "urn:epcglobal:cbv:bizstep:shipping"
      })
  @Feature(standard = Standard.EPCIS, section = "10", name = "Bare words, CURIEs and full URIs")
  void spellingsInAnEventAreOneEvent(String spelling) {
    String thing = "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], \"bizStep\": ";
    EpcisEvent bare =
        Reading.events(Survival.event("ObjectEvent", thing + "\"shipping\"")).getFirst();
    EpcisEvent other =
        Reading.events(Survival.event("ObjectEvent", thing + "\"" + spelling + "\"")).getFirst();

    assertThat(other).isEqualTo(bare);
    assertThat(EventHash.of(other)).isEqualTo(EventHash.of(bare));
  }

  @Test
  @Feature(standard = Standard.CBV, section = "7", name = "Words of another vocabulary are none")
  void wordOfAnotherVocabularyIsNone() {
    assertThat(Term.parse(Vocabulary.BIZ_STEP, "in_transit")).isEmpty();
    assertThat(Term.parse(Vocabulary.DISPOSITION, "shipping")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ref.gs1.org/cbv/BizStep-destroying",
        "https://REF.gs1.org/cbv/BizStep-destroying",
        "https://ref.gs1.org:443/cbv/BizStep-destroying",
        "https://ref.gs1.org./cbv/BizStep-destroying",
        "https://user@ref.gs1.org/cbv/BizStep-destroying",
        "https://www.gs1.org/cbv/BizStep-destroying",
        "https://ref.gs1.org/cbv/Bizstep-destroying",
        "https://ref.gs1.org/cbv/BizStep-Destroying",
        "https://ref.gs1.org/%63bv/BizStep-destroying",
        "https://ref.gs1.org/cbv/BizStep-vanishing",
        "https://ref.gs1.org/cbv/Disp-destroyed",
        "urn:epcglobal:cbv:bizstep:Destroying",
        "urn:epcglobal:cbv:bizStep:destroying",
        "urn:epcglobal:cbv:disp:destroyed",
        "URN:epcglobal:cbv:bizstep:destroying",
        "urn:EPCGlobal:CBV:bizstep:destroying",
        "cbv:BizStep-Destroying",
        "CBV:BizStep-destroying",
        "cbv:Disp-destroyed"
      })
  @Feature(
      standard = Standard.CBV,
      section = "7",
      name = "Words in GS1's namespaces that are none are refused")
  void almostAStandardWordIsNotAUsersOwn(String step) {
    String thing = "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], \"bizStep\": ";
    String xml =
        Reading.xml(
            """
            <ObjectEvent><eventTime>2026-05-01T08:00:00Z</eventTime>
            <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
            <epcList><epc>urn:own:thing</epc></epcList><action>OBSERVE</action>
            <bizStep>%s</bizStep></ObjectEvent>
            """
                .formatted(step));

    for (String text : List.of(Survival.event("ObjectEvent", thing + "\"" + step + "\""), xml)) {
      assertThat(Reading.problems(text))
          .extracting(Problem::code)
          .containsExactly(ProblemCode.TERM_UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource(Vocabulary.class)
  @Feature(
      standard = Standard.CBV,
      section = "7",
      name = "Words in GS1's namespaces that are none are refused")
  void standardWordInOtherLettersIsNoWordOfAnyVocabulary(Vocabulary vocabulary) {
    String word = vocabulary.words().stream().sorted().findFirst().orElseThrow();
    String web = Term.of(vocabulary, word).webUri();
    String other =
        word.equals(word.toUpperCase(Locale.ROOT))
            ? word.toLowerCase(Locale.ROOT)
            : word.toUpperCase(Locale.ROOT);

    assertThat(Term.parse(vocabulary, web.replace(word, other))).isEmpty();
    assertThat(Term.parse(vocabulary, web.replace("https:", "http:"))).isEmpty();
    assertThat(Term.parse(vocabulary, "https://own.example/" + other)).isPresent();
  }

  @Test
  @Feature(
      standard = Standard.CBV,
      section = "7",
      name = "Words in GS1's namespaces that are none are refused")
  void newTypeOfMeasurementOfTheWebVocabularyIsTaken() {
    assertThat(Term.of(Vocabulary.MEASUREMENT, "gs1:Molar_concentration").value())
        .isEqualTo("https://gs1.org/voc/Molar_concentration");
  }

  private static void assertEverySpelling(
      Vocabulary vocabulary, String word, String urn, String web) {
    List<String> spellings =
        List.of(word, urn + word, "https://ref.gs1.org/cbv/" + web + word, "cbv:" + web + word);

    assertThat(spellings)
        .allSatisfy(text -> assertThat(Term.of(vocabulary, text).value()).isEqualTo(word));
    assertThat(Term.of(vocabulary, word).urn()).isEqualTo(urn + word);
    assertThat(Term.of(vocabulary, word).webUri())
        .isEqualTo("https://ref.gs1.org/cbv/" + web + word);
  }
}
