package dev.p2.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may depend on whom (docs/internals/architecture.md), and what is kept out of the deterministic parts. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.p2");

  private static final String[] ENGINE = {"dev.p2.plan..", "dev.p2.compile..", "dev.p2.engine..", "dev.p2.trace.."};

  /** Packages that run in virtual time too. */
  private static final String[] DETERMINISTIC = {
    "dev.p2.lang..", "dev.p2.plan..", "dev.p2.compile..", "dev.p2.engine..", "dev.p2.trace..", "dev.p2.sim..",
    "dev.p2.net.wire..", "dev.p2.net.flow..", "dev.p2.net.element..", "dev.p2.net.stack.."
  };

  @TestFactory
  Stream<DynamicTest> holds() {
    return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  private static List<ArchRule> rules() {
    return List.of(
        slices().matching("dev.p2.(**)").should().beFreeOfCycles().as("no two packages depend on each other in a circle"),
        noClasses()
            .that().resideInAPackage("dev.p2.lang..")
            .should().dependOnClassesThat().resideOutsideOfPackages("dev.p2.lang..", "java..", "org.jspecify..")
            .as("lang uses the JDK only"),
        noClasses()
            .that().resideInAnyPackage(ENGINE)
            .should().dependOnClassesThat().resideInAnyPackage("dev.p2.net..", "dev.p2.sim..", "dev.p2.cli..", "dev.p2.overlays..")
            .as("the engine knows no host"),
        noClasses()
            .that().resideInAPackage("dev.p2.net..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.p2.sim..", "dev.p2.cli..", "dev.p2.overlays..")
            .as("net knows neither the simulator nor the command line"),
        noClasses()
            .that().resideInAPackage("dev.p2.sim..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.p2.cli..", "dev.p2.net")
            .as("the simulator uses the transport's elements, not the real-time host"),
        noClasses()
            .that().resideInAnyPackage(DETERMINISTIC)
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Math.class, "random")
            .orShould().callMethod(UUID.class, "randomUUID")
            .orShould().callConstructor(Random.class)
            .as("clock and randomness enter through the host: take a Clock or the stream handed in"),
        noClasses()
            .that().resideInAnyPackage(DETERMINISTIC)
            .should().callMethod(Math.class, "log", double.class)
            .orShould().callMethod(Math.class, "exp", double.class)
            .orShould().callMethod(Math.class, "pow", double.class, double.class)
            .as("the last bit of Math.log, exp and pow may differ between machines: use StrictMath"),
        noClasses()
            .that().resideInAnyPackage("dev.p2.lang..", "dev.p2.plan..", "dev.p2.engine..", "dev.p2.sim..")
            .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread")
            .as("threads are the real-time host's business"));
  }
}
