package io.stackspan.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.stackspan.query");

  @Test
  void noCycles() {
    slices().matching("io.stackspan.query.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void modelImportsNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("..query.model")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..query.backend", "..query.trace", "..query.finding", "..proto..", "..wire..")
        .because("answers are values; what is stored may change without them")
        .check(CLASSES);
  }

  @Test
  void rulesKnowNoHttp() {
    noClasses()
        .that()
        .resideInAnyPackage("..query.trace", "..query.finding", "..query.request", "..query.model")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "java.net.http..", "graphql..")
        .because("REST, GraphQL and later doors share them")
        .check(CLASSES);
  }

  @Test
  void restAndGraphQlDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("..query.rest")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..query.graphql")
        .because("each is a door to the same queries")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("..query.graphql")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..query.rest")
        .because("each is a door to the same queries")
        .check(CLASSES);
  }
}
