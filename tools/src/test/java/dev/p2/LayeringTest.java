package dev.p2;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may depend on whom, and what must come in through the host. */
class LayeringTest {
  /** Packages that run in virtual time too. */
  private static final String[] DETERMINISTIC = {
    "dev.p2.lang..",
    "dev.p2.plan..",
    "dev.p2.compile..",
    "dev.p2.engine..",
    "dev.p2.sim..",
    "dev.p2.net.wire..",
    "dev.p2.net.flow..",
    "dev.p2.net.element..",
    "dev.p2.net.stack.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.p2");
  }

  @Test
  void dataFlowsFromTextToHostsAndNeverBack() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("values")
        .definedBy("dev.p2.lang.value..")
        .layer("syntax")
        .definedBy("dev.p2.lang.syntax..")
        .layer("format")
        .definedBy("dev.p2.lang.format..")
        .layer("program")
        .definedBy("dev.p2.lang.program..")
        .layer("check")
        .definedBy("dev.p2.lang.check..")
        .layer("lint")
        .definedBy("dev.p2.lang.lint..")
        .layer("plan")
        .definedBy("dev.p2.plan..")
        .layer("engine")
        .definedBy("dev.p2.engine..")
        .layer("compile")
        .definedBy("dev.p2.compile..")
        .layer("net")
        .definedBy("dev.p2.net..")
        .layer("sim")
        .definedBy("dev.p2.sim..")
        .layer("overlays")
        .definedBy("dev.p2.overlays..")
        .layer("embed")
        .definedBy("dev.p2.embed..")
        .layer("cli")
        .definedBy("dev.p2.cli..")
        .whereLayer("syntax")
        .mayOnlyAccessLayers("values")
        .whereLayer("format")
        .mayOnlyAccessLayers("syntax", "values")
        .whereLayer("program")
        .mayOnlyAccessLayers("syntax", "values")
        .whereLayer("check")
        .mayOnlyAccessLayers("program", "syntax", "values")
        .whereLayer("lint")
        .mayOnlyAccessLayers("check", "program", "syntax", "values")
        .whereLayer("plan")
        .mayOnlyAccessLayers("program", "syntax", "values")
        .whereLayer("engine")
        .mayOnlyAccessLayers("plan", "program", "syntax", "values")
        .whereLayer("compile")
        .mayOnlyAccessLayers("engine", "plan", "check", "program", "syntax", "values")
        .whereLayer("net")
        .mayOnlyAccessLayers("engine", "plan", "compile", "program", "syntax", "values")
        .whereLayer("sim")
        .mayOnlyAccessLayers("net", "engine", "plan", "compile", "program", "syntax", "values")
        .whereLayer("overlays")
        .mayOnlyAccessLayers("syntax")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("embed")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("values")
        .mayNotAccessAnyLayer()
        .because("docs/internals/architecture.md draws the arrows; move the code, not the rule")
        .check(classes);
  }

  @Test
  void noTwoPackagesDependOnEachOtherInACircle() {
    slices()
        .matching("dev.p2.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package that needs its user belongs into it, or the shared part into a third")
        .check(classes);
  }

  @Test
  void simulationNeverTouchesSocketsAndNetNeverTouchesSimulation() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.p2.lang..", "dev.p2.plan..", "dev.p2.compile..", "dev.p2.engine..", "dev.p2.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.channels..")
        .because("sockets belong to the real-time host alone")
        .check(classes);
  }

  @Test
  void langUsesTheJdkOnlyAndTheSimulatorNotTheRealTimeHost() {
    noClasses()
        .that()
        .resideInAPackage("dev.p2.lang..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.p2.lang..", "java..", "org.jspecify..")
        .because("a front end is embedded in editors too")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.p2.sim..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.p2.net")
        .because("the simulator shares the transport's elements, not its sockets and threads")
        .check(classes);
  }

  @Test
  void resultsDependNeitherOnThreadsNorOnTheMachinesMath() {
    noClasses()
        .that()
        .resideInAnyPackage(DETERMINISTIC)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .callMethod(Math.class, "log", double.class)
        .orShould()
        .callMethod(Math.class, "exp", double.class)
        .orShould()
        .callMethod(Math.class, "sin", double.class)
        .orShould()
        .callMethod(Math.class, "pow", double.class, double.class)
        .because(
            "hosts run threads, and the last bit of Math may differ between machines: use"
                + " StrictMath")
        .check(classes);
  }

  @Test
  void timeAndRandomnessComeInThroughTheHost() {
    noClasses()
        .that()
        .resideInAnyPackage(DETERMINISTIC)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.util.concurrent.ThreadLocalRandom.class,
            java.util.concurrent.CompletableFuture.class)
        .because("the same seed must give the same run: use the node's time and its random stream")
        .check(classes);
  }
}
