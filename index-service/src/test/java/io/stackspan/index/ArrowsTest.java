package io.stackspan.index;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.stackspan.index");

  @Test
  void storeKnowsNeitherKafkaNorHttp() {
    noClasses()
        .that()
        .resideInAPackage("io.stackspan.index.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.javalin..", "io.stackspan.index.ingest")
        .because("the store is applied to, whoever brings the records")
        .check(CLASSES);
  }

  @Test
  void searchKnowsNeitherKafkaNorHttp() {
    noClasses()
        .that()
        .resideInAPackage("io.stackspan.index.search")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.javalin..", "io.stackspan.index.ingest")
        .because("a search is the same, however records came in and questions are asked")
        .check(CLASSES);
  }

  @Test
  void onlyStoreAndSearchKnowLucene() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.stackspan.index", "io.stackspan.index.ingest", "..http", "..metrics")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .because("what is stored how is decided in one place")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.stackspan.index.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
