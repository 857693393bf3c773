package nz.flagships.reporting.disclosure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That no answer can show a count of people which the rounding has not seen. */
class NoWayAroundTest {
    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nz.flagships.reporting");

    @Test
    void only_the_caseload_counts_people() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..reporting.caseload..", "..reporting.disclosure..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(PeopleCount.class.getName())
                .check(all);
    }

    @Test
    void disclosure_control_knows_nothing_of_who_asks_or_how_it_is_stored() {
        classes()
                .that()
                .resideInAPackage("..reporting.disclosure..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "..reporting.disclosure..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify..")
                .check(all);
    }

    @Test
    void only_the_projection_and_the_freezing_touch_the_tables_of_cases() throws IOException {
        List<String> mention = new ArrayList<>();
        for (JavaClass type : all) {
            String name = "/" + type.getName().replace('.', '/') + ".class";
            try (InputStream in = getClass().getResourceAsStream(name)) {
                if (in != null && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("joint_case")) {
                    mention.add(type.getSimpleName());
                }
            }
        }
        assertThat(mention).containsExactlyInAnyOrder("CaseloadProjection", "FreezeMonths");
    }
}
