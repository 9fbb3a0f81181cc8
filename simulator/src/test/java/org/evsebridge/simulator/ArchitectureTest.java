package org.evsebridge.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the arrows of the design: who may know whom. */
@AnalyzeClasses(
    packages = "org.evsebridge",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NotTheTestJar.class})
class ArchitectureTest {
  private static final String[] MODELS = {
    "..simulator.charger..",
    "..simulator.vehicle..",
    "..simulator.house..",
    "..simulator.meter..",
    "..simulator.grid.."
  };

  /** The bridge's test jar is no part of the program. */
  static final class NotTheTestJar implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("-tests.jar") && !location.contains("bridge/target/test-classes");
    }
  }

  @ArchTest
  static final ArchRule THE_BRIDGE_KNOWS_NOTHING_OF_THE_SIMULATOR =
      noClasses()
          .that()
          .resideInAPackage("org.evsebridge.bridge..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.evsebridge.simulator..");

  @ArchTest
  static final ArchRule MODELS_HAVE_NO_THREAD_NO_SOCKET_AND_NO_CLOCK_OF_THEIR_OWN =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS)
          .or()
          .resideInAPackage("..simulator.station..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty..",
              "java.net..",
              "java.util.concurrent..",
              "com.sun.jna..",
              "..simulator.rig..")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.ZonedDateTime.class, "now");

  @ArchTest
  static final ArchRule MODELS_DO_NOT_KNOW_WHERE_THEIR_SETTINGS_COME_FROM =
      noClasses()
          .that()
          .resideInAnyPackage(MODELS)
          .or()
          .resideInAPackage("..simulator.time..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.evsebridge\\.bridge\\.yaml\\.(?!Durations$|ConfigException$).*")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("..simulator.config..");

  @ArchTest
  static final ArchRule SER2NETS_GRAMMAR_IS_THE_BRIDGES_AFFAIR =
      noClasses()
          .that()
          .resideInAPackage("org.evsebridge.simulator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..bridge.config.ser2net..", "..bridge.ser2net..");

  @ArchTest
  static final ArchRule ONLY_THE_PROGRAM_KNOWS_THE_RIG =
      classes()
          .that()
          .resideInAPackage("..simulator.rig..")
          .should()
          .onlyBeAccessed()
          .byAnyPackage("..simulator.rig..", "..simulator.junit..", "org.evsebridge.simulator");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.evsebridge.simulator.(*)..").should().beFreeOfCycles();

  /** Each program has a class to start by, which is called as in all programs. */
  private static final Set<String> IN_BOTH = Set.of("Main", "package-info");

  @ArchTest
  static void aNameMeansOneThing(JavaClasses classes) {
    Map<String, List<String>> byName =
        classes.stream()
            .filter(one -> one.isTopLevelClass() && !IN_BOTH.contains(one.getSimpleName()))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
    byName.values().removeIf(classesOfName -> classesOfName.size() == 1);
    assertThat(byName).isEmpty();
  }
}
