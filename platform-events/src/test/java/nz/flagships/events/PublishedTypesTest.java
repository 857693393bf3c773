package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedTypesTest {
    @Test
    void every_published_record_is_known_by_its_type() throws Exception {
        // given every class of this module that is a published record
        List<Class<?>> records = new ArrayList<>();
        for (Class<?> one : classes()) {
            if (one.isRecord() && PublishedEvent.class.isAssignableFrom(one)) {
                records.add(one);
            }
        }

        // then
        assertThat(records).hasSizeGreaterThan(50).allSatisfy(one -> {
            String service = one.getPackageName().endsWith(".cases") ? "case" : "initiative";
            assertThat(PublishedTypes.knows("nz.flagships." + service + "." + one.getSimpleName() + ".v1"))
                    .as(one.getName())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nz.flagships.initiative.NotYetThoughtOf.v1",
                "nz.flagships.initiative.ThemeDefined.v2",
                "nz.flagships.case.ThemeDefined.v1",
                "nz.flagships.initiative.ThemePublished.v1"
            })
    void what_this_version_never_heard_of_is_not_known(String type) {
        assertThat(PublishedTypes.knows(type)).isFalse();
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(PublishedEvent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
            }
        }
        return found;
    }
}
