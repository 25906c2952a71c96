package io.stackspan.stream;

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
          .importPackages("io.stackspan.stream");

  @Test
  void rulesKnowNoKafka() {
    noClasses()
        .that()
        .resideInAPackage("..stream.trace..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..")
        .because("what a trace is can then be read and tested without a stream")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.stackspan.(stream..)")
        .should()
        .beFreeOfCycles()
        .because("a newcomer reads from the main class downwards")
        .check(CLASSES);
  }

  @Test
  void servicesMeetOnTopicsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.stackspan.index..",
            "io.stackspan.query..",
            "io.stackspan.agent..",
            "io.stackspan.broker..")
        .because("services never import each other")
        .check(CLASSES);
  }
}
