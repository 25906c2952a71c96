package io.stackspan.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part may know which; see the tree in docs. Maven keeps most of it, this keeps the rest. */
class ArrowsTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // The sample segments come in proto's test jar, with its tests.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.stackspan");

  @ParameterizedTest
  @ValueSource(strings = {"stream", "index", "query"})
  void servicesKnowOnlyTheWire(String service) {
    String own = "io.stackspan." + service + "..";

    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(oursOutside(own, "io.stackspan.wire..", "io.stackspan.proto.."))
        .because("services meet on topics and over HTTP, so that each can be run and changed alone")
        .check(OURS);
  }

  @Test
  void theWireKnowsNoOtherPart() {
    noClasses()
        .that()
        .resideInAnyPackage("io.stackspan.wire..", "io.stackspan.proto..")
        .should()
        .dependOnClassesThat(oursOutside("io.stackspan.wire..", "io.stackspan.proto.."))
        .because("everything depends on the contract, so the contract depends on nothing of ours")
        .check(OURS);
  }

  @Test
  void theWireNeedsOnlyJavaAndProtobuf() {
    classes()
        .that()
        .resideInAPackage("io.stackspan.wire..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.io..",
                    "java.math..",
                    "java.nio..",
                    "java.time..",
                    "java.util..",
                    "com.google.protobuf..",
                    "io.stackspan.wire..",
                    "io.stackspan.proto..",
                    "org.jspecify.annotations..")
                .and(DescribedPredicate.not(resideInAPackage("java.util.logging.."))))
        .because("the agent carries these classes into applications that bring no library of ours")
        .check(OURS);
  }

  @Test
  void theRulesOfTheJoinKnowNoKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.stackspan.stream.trace..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("how traces are joined is pure and tested without a broker or a topology")
        .check(OURS);
  }

  @Test
  void onlyTheBrokerKnowsKafkasServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.stackspan.broker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..")
        .because("these classes are internal to Kafka and change without notice")
        .check(OURS);
  }

  @Test
  void nobodyKnowsStandalone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.stackspan.standalone..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.stackspan.standalone..")
        .because("standalone puts the parts together; no part may need it")
        .check(OURS);
  }

  private static DescribedPredicate<JavaClass> oursOutside(String... packages) {
    return resideInAPackage("io.stackspan..")
        .and(DescribedPredicate.not(resideInAnyPackage(packages)));
  }
}
