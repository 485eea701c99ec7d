package io.pharmatrace.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What IHE Privacy Consent on FHIR (PCF) 1.1.0 asks of a Consent beyond R4. The elements that it
 * forbids (verification, action, class, code, a third level of provisions) are not in the table of
 * elements at all; nor are policyRule, which it leaves open, and the period of an exception:
 * nothing here would decide by them. Thread-safe.
 */
public final class PcfRules {
  /** How much a consent says: the options of PCF. */
  public enum Level {
    /** Who, for what of treatment, payment and operations, until when. */
    BASIC,
    /** Also other purposes, which data, and exceptions. */
    INTERMEDIATE,
    /** Also by labels of data. */
    ADVANCED
  }

  /** System of purposes of use. */
  public static final String PURPOSES = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  private static final String SCOPES = "http://terminology.hl7.org/CodeSystem/consentscope";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final Set<String> BASIC_PURPOSES = Set.of("TREAT", "HPAYMT", "HOPERAT");

  /** By what a provision means data: what may be named so; nothing for anything. */
  private static final Map<String, Set<String>> TARGETS =
      Map.of(
          "instance",
          Set.of(),
          "related",
          Set.of("Encounter", "CarePlan", "EpisodeOfCare"),
          "authoredby",
          Set.of(
              "Practitioner",
              "PractitionerRole",
              "Organization",
              "Device",
              "Group",
              "CareTeam",
              "Patient",
              "RelatedPerson"));

  private final List<Problem> problems = new ArrayList<>();

  private PcfRules() {}

  /**
   * What is wrong with a consent by PCF; nothing if it may be decided by.
   *
   * @param consent one that a {@link FhirReader} took
   */
  public static List<Problem> problems(Resource consent) {
    PcfRules rules = new PcfRules();
    rules.foundation(consent.content());
    return List.copyOf(rules.problems);
  }

  /** The least option of PCF that has all that the consent says. */
  public static Level level(Resource consent) {
    Json.Obj root = consent.content().object("provision");
    if (root == null) {
      return Level.BASIC;
    }
    List<Json.Obj> nested = root.objects("provision");
    if (root.get("securityLabel") != null
        || nested.stream().anyMatch(one -> one.get("securityLabel") != null)) {
      return Level.ADVANCED;
    }
    boolean basic =
        nested.isEmpty()
            && root.get("dataPeriod") == null
            && root.get("data") == null
            && root.objects("purpose").stream().map(Coding::of).allMatch(PcfRules::isBasic);
    return basic ? Level.BASIC : Level.INTERMEDIATE;
  }

  private static boolean isBasic(Coding purpose) {
    return PURPOSES.equals(purpose.system())
        && purpose.code() != null
        && BASIC_PURPOSES.contains(purpose.code());
  }

  private void foundation(Json.Obj consent) {
    Json.Obj scope = consent.object("scope");
    if (scope == null || !CodeableConcept.of(scope).has(SCOPES, "patient-privacy")) {
      add("Consent.scope", "The scope is patient-privacy of " + SCOPES + ".");
    }
    for (String name : List.of("dateTime", "performer", "organization")) {
      if (consent.get(name) == null) {
        add("Consent." + name, name + " is missing.");
      }
    }
    if (consent.get("sourceAttachment") == null && consent.get("sourceReference") == null) {
      add("Consent.source", "The signed consent (source) is missing.");
    }
    List<Json.Obj> policies = consent.objects("policy");
    for (int i = 0; i < policies.size(); i++) {
      if (policies.get(i).get("uri") == null) {
        add("Consent.policy[" + i + "].uri", "The address of the policy (uri) is missing.");
      }
    }
    Json.Obj provision = consent.object("provision");
    if (provision == null) {
      add("Consent.provision", "provision is missing.");
      return;
    }
    provision(provision, "Consent.provision");
    List<Json.Obj> nested = provision.objects("provision");
    for (int i = 0; i < nested.size(); i++) {
      String at = "Consent.provision.provision[" + i + "]";
      provision(nested.get(i), at);
      onceEach(nested.get(i), at);
    }
  }

  private void provision(Json.Obj provision, String at) {
    if (provision.get("type") == null) {
      add(at + ".type", "type is missing: permit or deny.");
    }
    List<Json.Obj> actors = provision.objects("actor");
    for (int i = 0; i < actors.size(); i++) {
      Json.Obj role = actors.get(i).object("role");
      if (role == null || !CodeableConcept.of(role).has(PARTICIPATION, "IRCP")) {
        add(at + ".actor[" + i + "].role", "The role is IRCP of " + PARTICIPATION + ".");
      }
    }
    for (String name : List.of("purpose", "securityLabel")) {
      List<Json.Obj> codings = provision.objects(name);
      for (int i = 0; i < codings.size(); i++) {
        Coding coding = Coding.of(codings.get(i));
        if (coding.system() == null || coding.code() == null) {
          add(at + "." + name + "[" + i + "]", "A code counts only with its system.");
        }
      }
    }
    List<Json.Obj> data = provision.objects("data");
    for (int i = 0; i < data.size(); i++) {
      data(data.get(i), at + ".data[" + i + "]");
    }
  }

  private void data(Json.Obj data, String at) {
    String meaning = data.text("meaning");
    Json.Obj object = data.object("reference");
    Set<String> targets = meaning == null ? Set.of() : TARGETS.getOrDefault(meaning, Set.of());
    if (object == null || targets.isEmpty()) {
      return;
    }
    String type = Reference.of(object).targetType();
    if (type == null || !targets.contains(type)) {
      add(
          at + ".reference",
          "With meaning "
              + meaning
              + " this is one of "
              + String.join(", ", new TreeSet<>(targets))
              + ", and says which.");
    }
  }

  /** An exception names one thing of each meaning at most. */
  private void onceEach(Json.Obj provision, String at) {
    Set<String> meanings = new HashSet<>();
    for (Json.Obj data : provision.objects("data")) {
      String meaning = data.text("meaning");
      if (meaning != null && !meanings.add(meaning)) {
        add(at + ".data", "An exception has one entry of meaning " + meaning + " at most.");
      }
    }
  }

  private void add(String at, String message) {
    problems.add(new Problem(ProblemCode.PROFILE_BROKEN, at, message + " (IHE PCF)"));
  }
}
