package io.pharmatrace.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.context.support.ValueSetExpansionOptions;
import io.pharmatrace.fhir.Hapi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of our table against R4's own definitions, as they come with HAPI. */
class ResourceRulesTest {
  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  /** What R4 says between elements, and who of us holds it. */
  private static final Set<String> HELD =
      Set.of(
          "ele-1", // JsonTree: nothing is empty
          "per-1", "att-1", "cpt-2", "qty-3", "ppc-1", "sev-1", "mdd-1", // Invariants
          "ref-1", "dom-3", "dom-4", "dom-5", // References
          "dom-2", "ext-1", // not in the table: nested contained resources, extensions
          "ppc-2", "ppc-3", "ppc-4", "ppc-5"); // a consent has a patient in our table, always

  /** Codes that R4 has and we do not take, with why. */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          // PCF does not have it
          "Consent.provision.data.meaning", Set.of("dependents"),
          "Consent.provision.provision.data.meaning", Set.of("dependents"));

  static Stream<ElementRule> rules() {
    return ResourceRules.all().stream().filter(rule -> !rule.path().equals("Resource.id"));
  }

  /** R4's definition of what a rule is about. */
  private static @Nullable ElementDefinition definition(String path) {
    String own = path.replace("Consent.provision.provision.", "Consent.provision.");
    String type = own.substring(0, own.indexOf('.'));
    StructureDefinition structure =
        (StructureDefinition) Hapi.DEFINITIONS.fetchStructureDefinition(BASE + type);
    return structure.getSnapshot().getElement().stream()
        .filter(element -> element.getPath().equals(own))
        .findFirst()
        .orElse(null);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noLineIsWiderThanR4(ElementRule rule) {
    ElementDefinition definition = Objects.requireNonNull(definition(rule.path()));

    assertThat(definition.getMin()).isLessThanOrEqualTo(rule.min());
    assertThat(definition.getMax()).isEqualTo(rule.many() ? "*" : "1");
    List<String> types = definition.getType().stream().map(type -> type.getCode()).toList();
    if (definition.hasContentReference()) { // a provision within a provision
      assertThat(rule.type()).isEqualTo("Part");
      return;
    }
    assertThat(types)
        .contains(
            switch (rule.type()) {
              case "Part" -> "BackboneElement";
              case "Contained" -> "Resource";
              default -> rule.type();
            });
  }

  @ParameterizedTest
  @MethodSource("rules")
  void codesAreThoseOfR4(ElementRule rule) {
    if (!rule.type().equals("code") || rule.detail().isEmpty()) {
      return;
    }
    ElementDefinition definition = Objects.requireNonNull(definition(rule.path()));
    if (rule.detail().getFirst().startsWith("@")) {
      assertThat(definition.getBinding().getValueSet()).containsAnyOf("mimetypes", "languages");
      return;
    }
    assertThat(definition.getBinding().getStrength()).isEqualTo(BindingStrength.REQUIRED);
    Set<String> codes = codes(definition.getBinding().getValueSet());
    Set<String> ours = new HashSet<>(rule.detail());
    ours.addAll(LEFT_OUT.getOrDefault(rule.path(), Set.of()));
    assertThat(ours).isEqualTo(codes);
  }

  private static Set<String> codes(String canonical) {
    String url =
        canonical.contains("|") ? canonical.substring(0, canonical.indexOf('|')) : canonical;
    var outcome =
        Objects.requireNonNull(
            Hapi.SUPPORT.expandValueSet(
                new ValidationSupportContext(Hapi.SUPPORT), new ValueSetExpansionOptions(), url));
    ValueSet expanded = (ValueSet) Objects.requireNonNull(outcome.getValueSet(), url);
    return expanded.getExpansion().getContains().stream()
        .map(one -> one.getCode())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void referencesLeadWhereR4Allows(ElementRule rule) {
    if (!rule.type().equals("Reference")) {
      return;
    }
    Set<String> targets = new TreeSet<>();
    for (ElementDefinition.TypeRefComponent type :
        Objects.requireNonNull(definition(rule.path())).getType()) {
      type.getTargetProfile().forEach(one -> targets.add(one.getValue().substring(BASE.length())));
    }
    if (rule.detail().isEmpty()) {
      assertThat(targets).isSubsetOf("Resource");
    } else if (!targets.isEmpty() && !targets.contains("Resource")) {
      assertThat(targets).containsAll(rule.detail());
    }
    assertThat(ResourceNames.ALL).containsAll(rule.detail());
  }

  @Test
  void requiredElementsAreAllInTheTable() {
    Map<String, ElementRule> byPath = new TreeMap<>();
    rules().forEach(rule -> byPath.put(rule.path(), rule));
    List<String> forgotten = new ArrayList<>();
    for (String type : owners()) {
      StructureDefinition structure =
          (StructureDefinition) Hapi.DEFINITIONS.fetchStructureDefinition(BASE + type);
      for (ElementDefinition element : structure.getSnapshot().getElement()) {
        String path = element.getPath();
        int dot = path.lastIndexOf('.');
        boolean taken =
            dot > 0 && (path.indexOf('.') == dot || byPath.containsKey(path.substring(0, dot)));
        if (taken && element.getMin() > 0 && !byPath.containsKey(path)) {
          forgotten.add(path);
        }
      }
    }
    assertThat(forgotten).isEmpty();
  }

  @Test
  void everyRuleOfR4ThatConcernsTheTableIsHeld() {
    Map<String, String> open = new TreeMap<>();
    Set<String> paths = rules().map(ElementRule::path).collect(Collectors.toSet());
    paths.addAll(owners());
    for (String path : paths) {
      ElementDefinition definition = path.contains(".") ? definition(path) : root(path);
      for (ElementDefinition.ElementDefinitionConstraintComponent constraint :
          Objects.requireNonNull(definition).getConstraint()) {
        boolean error = constraint.getSeverity() == ElementDefinition.ConstraintSeverity.ERROR;
        if (error && !HELD.contains(constraint.getKey())) {
          open.put(constraint.getKey(), path + ": " + constraint.getHuman());
        }
      }
    }
    assertThat(open).isEmpty();
  }

  private static ElementDefinition root(String type) {
    StructureDefinition structure =
        (StructureDefinition) Hapi.DEFINITIONS.fetchStructureDefinition(BASE + type);
    return structure.getSnapshot().getElementFirstRep();
  }

  private static Set<String> owners() {
    return rules()
        .map(rule -> rule.path().substring(0, rule.path().indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesOfResourcesAreR4s() {
    assertThat(ResourceNames.ALL).isEqualTo(Hapi.CONTEXT.getResourceTypes());
  }
}
