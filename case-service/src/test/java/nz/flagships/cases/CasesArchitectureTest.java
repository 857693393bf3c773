package nz.flagships.cases;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of layout that this service holds itself to. */
@AnalyzeClasses(packages = "nz.flagships.cases", importOptions = ImportOption.DoNotIncludeTests.class)
class CasesArchitectureTest {
    @ArchTest
    static final ArchRule aggregatesKnowNoFramework = classes()
            .that()
            .haveNameMatching(".*\\.jointcase\\.JointCase(|\\$.*|Command.*|Event.*|Decider|Rejection)")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "nz.flagships.events..",
                    "nz.flagships.eventstore.decision..",
                    "nz.flagships.cases.jointcase",
                    "nz.flagships.cases.reference",
                    "jakarta.validation.constraints..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify.annotations..",
                    "org.pcollections");

    @ArchTest
    static final ArchRule decisionsKnowNoClock = noClasses()
            .that()
            .haveSimpleName("JointCaseDecider")
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("now")));

    @ArchTest
    static final ArchRule foldersHaveNoCycles =
            slices().matching("nz.flagships.cases.(*)..").should().beFreeOfCycles();
}
