package org.evsebridge.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of the design: who may know whom. */
@AnalyzeClasses(
    packages = "org.evsebridge.bridge",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_GO_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("program")
          .definedBy("org.evsebridge.bridge")
          .layer("ser2net")
          .definedBy("..bridge.ser2net..")
          .layer("p1")
          .definedBy("..bridge.p1..")
          .layer("gateway")
          .definedBy("..bridge.gateway..")
          .layer("http")
          .definedBy("..bridge.http..")
          .layer("mqtt")
          .definedBy("..bridge.mqtt..")
          .layer("house")
          .definedBy("..bridge.house..")
          .layer("registers")
          .definedBy("..bridge.registers..")
          .layer("modbus")
          .definedBy("..bridge.modbus..")
          .layer("serial")
          .definedBy("..bridge.serial..")
          .layer("net")
          .definedBy("..bridge.net..")
          .layer("config")
          .definedBy("..bridge.config..")
          .layer("status")
          .definedBy("..bridge.status..")
          .layer("process")
          .definedBy("..bridge.process..")
          .layer("takeover")
          .definedBy("..bridge.takeover..")
          .layer("discover")
          .definedBy("..bridge.discover..")
          .layer("guarding")
          .definedBy("..bridge.guarding..")
          .layer("natives")
          .definedBy("..bridge.natives..")
          .layer("checksum")
          .definedBy("..bridge.checksum..")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ser2net")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("guarding")
          .mayOnlyBeAccessedByLayers("program", "http")
          .whereLayer("gateway")
          .mayOnlyBeAccessedByLayers("program", "guarding")
          .whereLayer("p1")
          .mayOnlyBeAccessedByLayers(
              "program", "http", "mqtt", "house", "ser2net", "discover", "guarding")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("mqtt")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("house")
          .mayOnlyBeAccessedByLayers("program", "http", "mqtt")
          .whereLayer("house")
          .mayOnlyAccessLayers("config", "modbus", "p1", "registers")
          .whereLayer("modbus")
          .mayOnlyBeAccessedByLayers("gateway", "registers", "guarding", "house")
          .whereLayer("registers")
          .mayOnlyBeAccessedByLayers(
              "gateway", "config", "program", "discover", "guarding", "house", "http", "mqtt")
          .whereLayer("serial")
          .mayOnlyBeAccessedByLayers("ser2net", "p1", "gateway", "program", "discover")
          .whereLayer("net")
          .mayOnlyBeAccessedByLayers("ser2net", "p1", "gateway", "program", "http")
          .whereLayer("status")
          .mayNotAccessAnyLayer()
          .whereLayer("takeover")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("takeover")
          .mayOnlyAccessLayers("config")
          .whereLayer("discover")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("discover")
          .mayOnlyAccessLayers("config", "p1", "process", "registers", "serial")
          .whereLayer("natives")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule THE_READER_OF_FILES_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("..bridge.yaml..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.evsebridge\\.(?!bridge\\.yaml\\.).*");

  @ArchTest
  static final ArchRule ONLY_THE_READER_OF_FILES_KNOWS_ITS_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage("..bridge.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml..", "com.fasterxml.jackson.dataformat..");

  @ArchTest
  static final ArchRule FEATURES_BLOCKS_OF_KEYS_DO_NOT_KNOW_ONE_ANOTHER =
      slices().matching("org.evsebridge.bridge.config.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule WHAT_FEATURES_SHARE_KNOWS_NONE_OF_THEM =
      noClasses()
          .that()
          .resideInAPackage("org.evsebridge.bridge.config")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.evsebridge.bridge.config.*..");

  @ArchTest
  static final ArchRule MODBUS_MESSAGES_KNOW_NO_INPUT_OUTPUT_AND_NO_THREADS =
      noClasses()
          .that()
          .resideInAPackage("..bridge.modbus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty..", "com.fazecast..", "java.io..", "java.net..", "java.util.concurrent..")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule THE_GATEWAYS_DECISIONS_ARE_MADE_WITHOUT_A_CLOCK_AND_WITHOUT_THREADS =
      noClasses()
          .that()
          .haveNameMatching(
              ".*gateway\\.(Dispatcher|GuardPost|Turns|BusQueue|LineShare|OwedAnswers|Fences|UnitHealth|Reservations|LineTrouble|ReadCache|AccessRules)")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "io.netty..");

  @ArchTest
  static final ArchRule THE_LOAD_GUARD_DECIDES_WITHOUT_INPUT_OUTPUT_CLOCK_AND_THREADS =
      noClasses()
          .that()
          .resideInAPackage("..bridge.guard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty..",
              "com.fazecast..",
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.util.concurrent..",
              "..bridge.gateway..",
              "..bridge.serial..",
              "..bridge.net..")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule WHAT_IS_HEARD_IS_DECIDED_WITHOUT_INPUT_OUTPUT_AND_CLOCK =
      noClasses()
          .that()
          .haveNameMatching(
              ".*\\.(discover\\.(Listening|Heard|Verdict|Served)|p1\\.(P1Watch|LineImpression))(\\$.*)?")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.util.concurrent..", "..bridge.serial..", "io.netty..");

  @ArchTest
  static final ArchRule NATIVE_CODE_IS_CALLED_THROUGH_THE_PACKAGE_THAT_LOADS_IT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..bridge.natives..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("com.sun.jna..")
                  .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Throwable.class))));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.evsebridge.bridge.(*)..").should().beFreeOfCycles();
}
