package nz.flagships.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of docs/architecture.md that a compiler does not know. Reads what the modules before this one compiled. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> MODULES = List.of(
            "platform-events",
            "platform-rest",
            "platform-eventstore",
            "platform-projections",
            "platform-local",
            "initiative-service",
            "case-service",
            "reporting-service");

    private static final JavaClasses EVERYTHING = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(m -> ROOT.resolve(m).resolve("target/classes"))
                    .toList());

    @Test
    void every_module_is_looked_at() {
        for (String module : MODULES) {
            assertThat(ROOT.resolve(module).resolve("target/classes"))
                    .as("compile the whole reactor first")
                    .isDirectory();
        }
        assertThat(EVERYTHING).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.quarkus..", "jakarta.enterprise..", "jakarta.ws..", "org.apache.kafka..", "java.sql.."})
    void the_published_language_knows_no_framework(String framework) {
        noClasses()
                .that()
                .resideInAPackage("nz.flagships.events..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(framework)
                .check(EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initiative", "cases", "reporting"})
    void services_share_the_platform_and_never_each_other(String service) {
        String own = "nz.flagships." + service + "..";
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "nz.flagships.initiative..", "nz.flagships.cases..", "nz.flagships.reporting..")
                        .and(not(resideInAPackage(own))))
                .check(EVERYTHING);
    }

    /** Open or by role: a route that reads and says neither would be found out by whoever is not meant to read it. */
    @Test
    void every_route_that_reads_says_who_may() {
        List<String> silent = EVERYTHING.stream()
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.isAnnotatedWith("jakarta.ws.rs.GET"))
                .filter(method -> Stream.of(
                                "jakarta.annotation.security.PermitAll",
                                "jakarta.annotation.security.RolesAllowed",
                                "nz.flagships.eventstore.command.ReadersInRegistry")
                        .noneMatch(who ->
                                method.isAnnotatedWith(who) || method.getOwner().isAnnotatedWith(who)))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void the_writer_and_the_reader_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("nz.flagships.eventstore..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("nz.flagships.projections..")
                .check(EVERYTHING);
        noClasses()
                .that()
                .resideInAPackage("nz.flagships.projections..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("nz.flagships.eventstore..")
                .check(EVERYTHING);
    }

    @Test
    void the_platform_knows_no_service() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "nz.flagships.events..",
                        "nz.flagships.rest..",
                        "nz.flagships.eventstore..",
                        "nz.flagships.projections..",
                        "nz.flagships.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("nz.flagships.initiative..", "nz.flagships.cases..", "nz.flagships.reporting..")
                .check(EVERYTHING);
    }

    @Test
    void decisions_are_pure() {
        classes()
                .that()
                .resideInAPackage("nz.flagships.eventstore.decision")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "nz.flagships.events..",
                        "nz.flagships.eventstore.decision",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..")
                .check(EVERYTHING);
    }

    @Test
    void folders_are_business_words_without_cycles() {
        for (String service : List.of("initiative", "cases", "reporting")) {
            slices().matching("nz.flagships." + service + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(EVERYTHING);
        }
    }

    @Test
    void no_class_is_named_after_what_is_left_when_its_business_word_was_missed() {
        noClasses()
                .that()
                .resideInAPackage("nz.flagships..")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils|Dto|DTO)(\\$.*)?")
                .check(EVERYTHING);
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws Exception {
        var unmarked = new TreeSet<String>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (var files = Files.walk(sources)) {
                var folders = files.filter(f -> f.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .collect(Collectors.toSet());
                for (Path folder : folders) {
                    Path info = folder.resolve("package-info.java");
                    if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                        unmarked.add(ROOT.relativize(folder).toString());
                    }
                }
            }
        }
        assertThat(unmarked).isEmpty();
    }
}
