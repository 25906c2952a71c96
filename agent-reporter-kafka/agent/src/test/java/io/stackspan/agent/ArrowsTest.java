package io.stackspan.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which part of the agent may know which. */
class ArrowsTest {
  private static final String AGENT = "io.stackspan.agent";

  private final JavaClasses agent =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(AGENT);

  @Test
  void contextStandsAlone() {
    classes()
        .that()
        .resideInAPackage(AGENT + ".context..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            AGENT + ".context..",
            "java.lang..",
            "java.util..",
            "java.net",
            "java.nio.charset",
            "org.jspecify..")
        .because("it lies on the bootstrap path, where there is nothing but java.base")
        .check(agent);
  }

  @Test
  void thePartsMeetInTheContextAlone() {
    noClasses()
        .that()
        .resideInAPackage(AGENT + ".instrument..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(AGENT + ".report..", AGENT + ".threaddump..", "io.stackspan.proto..")
        .because("an interceptor knows its library and the context, not where segments go")
        .check(agent);
    noClasses()
        .that()
        .resideInAPackage(AGENT + ".threaddump..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(AGENT + ".report..", AGENT + ".instrument..", "io.stackspan.proto..")
        .because("dumps go into tickets; how they travel is the reporter's business")
        .check(agent);
    noClasses()
        .that()
        .resideInAPackage(AGENT + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(AGENT + ".instrument..")
        .because("the reporter does not know what made a segment")
        .check(agent);
  }

  @Test
  void adviceHasNoFields() {
    noFields()
        .should()
        .beDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Advice")
        .because("advice is copied into other classes, and its fields are not")
        .check(agent);
  }

  @Test
  void nobodyTouchesTheLogManager() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("touching it before the application's main would decide for the application")
        .check(agent);
  }
}
