package nz.flagships.initiative;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Aggregates know the JDK and the kernel's few types, and nothing of what carries them. */
@AnalyzeClasses(packages = "nz.flagships.initiative", importOptions = DoNotIncludeTests.class)
class AggregatesTest {
    @ArchTest
    static final ArchRule pure = classes()
            .that()
            .resideInAPackage("nz.flagships.initiative..")
            .and()
            .haveSimpleNameNotEndingWith("Registration")
            .and()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "nz.flagships.initiative..",
                    "nz.flagships.events..",
                    "nz.flagships.eventstore.decision",
                    "org.jspecify.annotations",
                    "org.pcollections",
                    "jakarta.validation.constraints"));

    @ArchTest
    static final ArchRule withoutClock = noClasses()
            .that()
            .resideInAPackage("nz.flagships.initiative..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID");
}
