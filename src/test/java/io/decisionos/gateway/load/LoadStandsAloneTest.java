package io.decisionos.gateway.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The load tool is a program of its own; inside it, values know nothing of the engine. */
@AnalyzeClasses(
    packages = "io.decisionos.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class LoadStandsAloneTest {

  private static final String LOAD = "io.decisionos.gateway.load..";

  @ArchTest
  static final ArchRule itKnowsNothingOfTheGateway =
      noClasses()
          .that()
          .resideInAPackage(LOAD)
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.decisionos.gateway..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage(LOAD)));

  @ArchTest
  static final ArchRule scenariosAndMeasuresKnowNoVertx =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.decisionos.gateway.load.scenario..", "io.decisionos.gateway.load.measure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule itsPackagesFormNoCycle =
      slices().matching("io.decisionos.gateway.load.(*)..").should().beFreeOfCycles();
}
