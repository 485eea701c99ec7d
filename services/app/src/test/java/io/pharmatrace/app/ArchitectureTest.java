package io.pharmatrace.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The directions of dependency that docs/adr and the design fix; a rule changes only by an ADR. */
@AnalyzeClasses(packages = "io.pharmatrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** In the order of dependency: each may use those before it. */
  private static final List<String> FEATURES =
      List.of("registry", "anchoring", "custody", "verification", "records");

  private static final String[] INFRASTRUCTURE = {
    "io.micronaut..",
    "io.micrometer..",
    "jakarta.inject..",
    "org.apache.kafka..",
    "org.web3j..",
    "io.pharmatrace.contracts..",
    "org.jdbi..",
    "org.postgresql..",
    "java.sql..",
    "javax.sql..",
    "com.fasterxml.jackson..",
  };

  @ArchTest
  static final ArchRule gs1UsesOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("io.pharmatrace.gs1..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.pharmatrace.gs1..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule epcisUsesOnlyGs1AndJackson =
      classes()
          .that()
          .resideInAPackage("io.pharmatrace.epcis..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.pharmatrace.epcis..",
              "io.pharmatrace.gs1..",
              "com.fasterxml.jackson..",
              "java..",
              "javax.xml..",
              "org.w3c.dom..",
              "org.xml.sax..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule transparencyUsesOnlyTheJdkAndBouncyCastle =
      classes()
          .that()
          .resideInAPackage("io.pharmatrace.transparency..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.pharmatrace.transparency..",
              "org.bouncycastle..",
              "java..",
              "javax.crypto..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule platformKnowsNoFeature =
      noClasses()
          .that()
          .resideInAPackage("io.pharmatrace.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              FEATURES.stream().map(f -> "io.pharmatrace." + f + "..").toArray(String[]::new));

  @ArchTest
  static final ArchRule nobodyUsesTheApplicationModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pharmatrace.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.pharmatrace.app..");

  @ArchTest
  static final ArchRule onlyAnchoringSeesTheChain =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.pharmatrace.anchoring..", "io.pharmatrace.contracts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.web3j..", "io.pharmatrace.contracts..");

  @ArchTest
  static final ArchRule domainsKnowNoInfrastructure =
      noClasses()
          .that()
          .resideInAPackage("io.pharmatrace.*.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(INFRASTRUCTURE);

  @ArchTest
  static void othersReachAFeatureOnlyThroughItsRootPackage(JavaClasses all) {
    for (String feature : FEATURES) {
      noClasses()
          .that()
          .resideOutsideOfPackage("io.pharmatrace." + feature + "..")
          .should()
          .dependOnClassesThat()
          // One package segment more than the root, or deeper.
          .resideInAPackage("io.pharmatrace." + feature + ".*..")
          .check(all);
    }
  }

  @ArchTest
  static void featuresDependOnOneAnotherInOneDirection(JavaClasses all) {
    for (int i = 0; i < FEATURES.size() - 1; i++) {
      String[] later =
          FEATURES.subList(i + 1, FEATURES.size()).stream()
              .map(feature -> "io.pharmatrace." + feature + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("io.pharmatrace." + FEATURES.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(all);
    }
  }

  @ArchTest
  static void insideAFeatureTheAdapterKnowsTheApplicationAndThatTheDomain(JavaClasses all) {
    for (String feature : FEATURES) {
      String root = "io.pharmatrace." + feature;
      none(root + ".domain..", root + ".application..", root + ".adapter..").check(all);
      none(root + ".application..", root + ".adapter..").check(all);
      none(root, root + ".application..", root + ".adapter..").check(all);
    }
  }

  /** Not every feature has every layer, so a rule may find nothing to check. */
  private static ArchRule none(String in, String... mayKnow) {
    return noClasses()
        .that()
        .resideInAPackage(in)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(mayKnow)
        .allowEmptyShould(true);
  }
}
