package io.pharmatrace.records.application;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** There is one way to a plaintext, and it asks first. */
@AnalyzeClasses(packages = "io.pharmatrace.records", importOptions = DoNotIncludeTests.class)
class OneDoorTest {
  @ArchTest
  static final ArchRule whatOpensIsVisibleInItsPackageOnly =
      classes()
          .that()
          .belongToAnyOf(
              SealedRecords.class,
              SealedRecord.class,
              SignedDocument.class,
              DataKeys.class,
              KeyFolder.class,
              Opening.class,
              RecordRows.class,
              WrappedRows.class)
          .and()
          .areTopLevelClasses()
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule onlyEnforcementReads =
      methods()
          .that()
          .areDeclaredIn(Records.class)
          .and()
          .haveName("open")
          .should()
          .onlyBeCalled()
          .byClassesThat(equivalentTo(Enforcement.class));

  @ArchTest
  static final ArchRule onlyRecordsUnseal =
      methods()
          .that()
          .areDeclaredIn(SealedRecords.class)
          .and()
          .haveName("open")
          .should()
          .onlyBeCalled()
          .byClassesThat(equivalentTo(Records.class));

  @ArchTest
  static final ArchRule onlySealedRecordsLookIntoASignedDocument =
      methods()
          .that()
          .areDeclaredIn(SignedDocument.class)
          .and()
          .haveName("document")
          .should()
          .onlyBeCalled()
          .byClassesThat(equivalentTo(SealedRecords.class));

  @ArchTest
  static final ArchRule onlyEnforcementHandsOut =
      constructors()
          .that()
          .areDeclaredIn(Access.Read.class)
          .or()
          .areDeclaredIn(Access.Handed.class)
          .should()
          .onlyBeCalled()
          .byClassesThat(equivalentTo(Enforcement.class));
}
