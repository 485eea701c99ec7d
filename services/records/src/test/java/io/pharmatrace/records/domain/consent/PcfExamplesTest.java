package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.DataRef.Meaning;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The example consents of IHE Privacy Consent on FHIR (profiles Basic, Intermediate and Advanced),
 * told in our own words; {@code pcf-examples.csv} says what follows from each.
 */
class PcfExamplesTest {
  private static final Ref PRACTITIONER = new Ref("Practitioner/ann");
  private static final Ref COLLEAGUE = new Ref("Practitioner/bob");
  private static final Ref RESEARCH = new Ref("Organization/research");
  private static final Ref GLASS_BREAKERS = new Ref("Group/glass-breakers");
  private static final Ref ENCOUNTER = new Ref("Encounter/visit");
  private static final Ref WEIGHT = new Ref("Observation/weight");
  private static final Ref ALCOHOL_USE = new Ref("Observation/alcohol-use");
  private static final Interval YEAR_2022 =
      new Interval(
          Instant.parse("2022-01-01T00:00:00Z"), Instant.parse("2022-12-31T23:59:59.999999999Z"));
  private static final Code NORMAL = confidentiality("N");
  private static final Code RESTRICTED = confidentiality("R");
  private static final Code MENTAL_HEALTH = sensitivity("PSY");
  private static final Code SEXUAL_VIOLENCE = sensitivity("SDV");

  private final Map<String, StoredConsent> examples = examples();

  @TestFactory
  Stream<DynamicTest> examplesOfTheStandard() {
    return cases()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    String.join(" ", row.subList(0, 5)),
                    () ->
                        assertThat(
                                decide(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
                            .isEqualTo(row.get(6))));
  }

  @Test
  void everyExampleHasACase() {
    Set<String> shown = new HashSet<>();
    cases().forEach(row -> shown.add(row.getFirst()));

    assertThat(shown).isEqualTo(examples.keySet()).hasSize(23);
  }

  private static Stream<List<String>> cases() {
    return Table.lines("pcf-examples.csv").stream().skip(1);
  }

  private String decide(String example, String caller, String purpose, String data, String when) {
    StoredConsent consent = examples.get(example);
    assertThat(consent).as(example).isNotNull();
    Instant now = Instant.parse(when + "T12:00:00Z");
    return ConsentDecision.decide(
            Given.request(requester(caller), Purpose.valueOf(purpose), item(data)),
            List.of(consent),
            Given.chain(List.of(consent), now),
            now)
        .decidedBy()
        .code();
  }

  private static Map<String, StoredConsent> examples() {
    Map<String, StoredConsent> all = new LinkedHashMap<>();
    DataRef byPractitioner = new DataRef(Meaning.AUTHORED_BY, PRACTITIONER);
    DataRef ofEncounter = new DataRef(Meaning.RELATED, ENCOUNTER);
    all.put("treat", Given.consent(1, usual()));
    all.put("treat-infant", byMother(Given.consent(2, usual())));
    all.put("ink", Given.consent(3, usual()));
    all.put("expired", until2022(Given.consent(4, usual())));
    all.put("reject", Given.consent(5, usual(Rule.deny())));
    all.put("research", Given.consent(6, Rule.permit().purposes(Purpose.HRESCH.code())));
    all.put("timeframe", Given.consent(7, usual().dataPeriod(YEAR_2022)));
    all.put("not-timeframe", Given.consent(8, usual(), Rule.deny().dataPeriod(YEAR_2022)));
    all.put("authored-by", Given.consent(9, usual().data(byPractitioner)));
    all.put("not-authored-by", Given.consent(10, usual(), Rule.deny().data(byPractitioner)));
    all.put("encounter", Given.consent(11, usual().data(ofEncounter)));
    all.put("not-encounter", Given.consent(12, usual(), Rule.deny().data(ofEncounter)));
    all.put(
        "data",
        Given.consent(
            13, usual().data(instance(ENCOUNTER), instance(WEIGHT), instance(ALCOHOL_USE))));
    all.put("not-data", Given.consent(14, usual(), Rule.deny().data(instance(ALCOHOL_USE))));
    all.put(
        "purpose",
        Given.consent(
            15, Rule.permit().purposes(new Code("urn:example:projects", "P1")).actor(RESEARCH)));
    all.put(
        "dissent-except-break-glass",
        Given.consent(
            16, Rule.deny(), Rule.permit().purposes(Purpose.BTG.code()).actor(GLASS_BREAKERS)));
    Rule normal = usual().labels(NORMAL);
    Rule focused = Rule.permit().actor(PRACTITIONER);
    all.put("normal", Given.consent(17, normal));
    all.put("normal-restricted", Given.consent(18, usual().labels(NORMAL, RESTRICTED)));
    all.put("normal-not-restricted", Given.consent(19, normal, Rule.deny().labels(RESTRICTED)));
    all.put("normal-focused-restricted", Given.consent(20, normal, focused.labels(RESTRICTED)));
    all.put("normal-focused-psy", Given.consent(21, normal, focused.labels(MENTAL_HEALTH)));
    all.put(
        "normal-focused-psy-or-sdv",
        Given.consent(22, normal, focused.labels(MENTAL_HEALTH, SEXUAL_VIOLENCE)));
    all.put(
        "normal-break-glass-restricted",
        Given.consent(
            23,
            normal,
            Rule.permit().purposes(Purpose.BTG.code()).actor(GLASS_BREAKERS).labels(RESTRICTED)));
    return all;
  }

  /** Treatment, payment and operations, as nearly all examples say. */
  private static Rule usual() {
    return usual(Rule.permit());
  }

  private static Rule usual(Rule rule) {
    return rule.purposes(Purpose.TREAT.code(), Purpose.HPAYMT.code(), Purpose.HOPERAT.code());
  }

  /** Given by the mother, whose authority ends when the child comes of age. */
  private static StoredConsent byMother(StoredConsent c) {
    Interval childhood = new Interval(null, Instant.parse("2040-07-25T00:00:00Z").minusNanos(1));
    return Given.copy(c, c.status(), c.period(), childhood, c.grant());
  }

  private static StoredConsent until2022(StoredConsent c) {
    return Given.copy(c, c.status(), new Interval(null, YEAR_2022.end()), c.authority(), c.grant());
  }

  private static Requester requester(String name) {
    return switch (name) {
      case "practitioner" -> Given.requester(CallerRole.PHARMACIST, PRACTITIONER, GLASS_BREAKERS);
      case "colleague" -> Given.requester(CallerRole.PHARMACIST, COLLEAGUE);
      case "researcher" -> Given.requester(CallerRole.MANUFACTURER, RESEARCH);
      default -> throw new AssertionError(name);
    };
  }

  private static DataItem item(String name) {
    Interval of2023 =
        new Interval(
            Instant.parse("2023-03-04T00:00:00Z"), Instant.parse("2023-03-04T23:59:59.999999999Z"));
    Interval of2022 = new Interval(YEAR_2022.start(), YEAR_2022.start());
    Set<Ref> author = Set.of(COLLEAGUE);
    return switch (name) {
      case "normal" -> item(Given.ITEM, of2023, author, NORMAL);
      case "of-2022" -> item(Given.ITEM, of2022, author, NORMAL);
      case "undated" -> item(Given.ITEM, Interval.ALWAYS, author, NORMAL);
      case "by-practitioner" -> item(Given.ITEM, of2023, Set.of(PRACTITIONER), NORMAL);
      case "anonymous" -> item(Given.ITEM, of2023, Set.of(), NORMAL);
      case "of-encounter" ->
          new DataItem(Given.PERSON, Given.ITEM, of2023, author, Set.of(ENCOUNTER), Set.of(NORMAL));
      case "encounter" -> item(ENCOUNTER, of2023, author, NORMAL);
      case "weight" -> item(WEIGHT, of2023, author, NORMAL);
      case "alcohol-use" -> item(ALCOHOL_USE, of2023, author, NORMAL);
      case "restricted" -> item(Given.ITEM, of2023, author, RESTRICTED);
      case "mental-health" -> item(Given.ITEM, of2023, author, MENTAL_HEALTH);
      case "sexual-violence" -> item(Given.ITEM, of2023, author, SEXUAL_VIOLENCE);
      case "restricted-mental-health" ->
          item(Given.ITEM, of2023, author, RESTRICTED, MENTAL_HEALTH);
      case "unlabelled" -> item(Given.ITEM, of2023, author);
      default -> throw new AssertionError(name);
    };
  }

  private static DataItem item(Ref ref, Interval authored, Set<Ref> authors, Code... labels) {
    return new DataItem(Given.PERSON, ref, authored, authors, Set.of(), Set.of(labels));
  }

  private static DataRef instance(Ref ref) {
    return new DataRef(Meaning.INSTANCE, ref);
  }

  private static Code confidentiality(String code) {
    return new Code("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code);
  }

  private static Code sensitivity(String code) {
    return new Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", code);
  }
}
