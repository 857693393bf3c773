package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the settings to what the services really read, in both directions, and their page to them. What a properties file
 * or a class reads is found in the sources of every module, by the ways there are to read a setting.
 */
class SettingsInUseTest {
    private static final Path ROOT = root();

    /** Said by a service's own properties file and by nobody else: how it is made, not how it is run. */
    private static final Set<String> MADE_SO = Set.of(
            "flagships.service",
            "flagships.database",
            "flagships.caseload.secret",
            "flagships.requests.apart",
            "flagships.reader.initiative.enabled",
            "flagships.reader.case.enabled");

    private static final Map<String, Set<Deployed>> MODULES = Map.of(
            "platform-rest", Setting.Group.RUNNING.knownBy(),
            "platform-eventstore", Set.of(Deployed.INITIATIVE_SERVICE, Deployed.CASE_SERVICE),
            "platform-projections", Set.of(Deployed.CASE_SERVICE, Deployed.REPORTING_SERVICE),
            "initiative-service", Set.of(Deployed.INITIATIVE_SERVICE),
            "case-service", Set.of(Deployed.CASE_SERVICE),
            "reporting-service", Set.of(Deployed.REPORTING_SERVICE),
            "platform-local", Set.of(Deployed.LAUNCHER));

    private static final Pattern EXPRESSION = Pattern.compile("\\{(flagships\\.[a-z0-9.-]+)");
    private static final Pattern ANNOTATION =
            Pattern.compile("@ConfigProperty\\(\\s*name = \"(flagships\\.[a-z0-9.-]+)\"");
    private static final Pattern MAPPING =
            Pattern.compile("@ConfigMapping\\(prefix = \"(flagships\\.[a-z0-9.-]+)\"\\)");
    private static final Pattern MAPPED =
            Pattern.compile("@WithDefault\\(\"[^\"]*\"\\)\\s+(int|long|boolean|String|Duration) (\\w+)\\(\\);");
    private static final Pattern VARIABLE_READ = Pattern.compile(
            "(?:getenv\\(\"|getenv\\(Setting\\.|getOrDefault\\(\"|\\$\\{)(FLAGSHIPS_[A-Z_]+)(?=\"|\\.name|:-)");
    private static final Pattern VARIABLE = Pattern.compile("(?<![A-Z_])FLAGSHIPS_[A-Z_]+(?![A-Z_/…])");

    @Test
    void everySettingThatIsReadIsKnown() {
        Map<String, Set<Deployed>> read = read();
        assertThat(read).hasSizeGreaterThan(20);
        read.forEach((variable, by) -> assertThat(names())
                .as("%s is read by %s: it belongs in %s", variable, by, Setting.class.getSimpleName())
                .contains(variable));
    }

    @Test
    void everySettingThatIsKnownIsReadByWhoKnowsIt() {
        Map<String, Set<Deployed>> read = read();
        for (Setting setting : Setting.values()) {
            if (setting.name().startsWith("FLAGSHIPS_")) {
                assertThat(read.getOrDefault(setting.name(), Set.of()))
                        .as("who reads %s", setting)
                        .containsAll(setting.knownBy());
            }
        }
    }

    @Test
    void everySettingThatIsSpokenOfExists() throws IOException {
        // Messages and pages that tell an operator to set what does not exist are worse than none.
        Set<String> exist = names();
        // docker compose has one or two of its own, which it says no container.
        VARIABLE_READ
                .matcher(text(ROOT.resolve("docker-compose.yml")))
                .results()
                .forEach(found -> exist.add(found.group(1)));
        for (String folder : List.of(
                "docs",
                "README.md",
                "CONTRIBUTING.md",
                "platform-local/src/main",
                "platform-rest/src/main",
                "platform-projections/src/main",
                "platform-eventstore/src/main",
                "reporting-service/src/main")) {
            for (Path file : files(ROOT.resolve(folder), ".md", ".java", ".properties")) {
                VARIABLE.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group())
                        .filter(name -> !name.endsWith("_"))
                        .forEach(name -> assertThat(exist)
                                .as("%s speaks of it", ROOT.relativize(file))
                                .contains(name));
            }
        }
    }

    @Test
    void theirPageIsInStep() throws IOException {
        Path page = ROOT.resolve("docs/operations/settings.md");
        String expected = page();
        if (Boolean.getBoolean("catalogue.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("settings.md is stale: run this test with -Dcatalogue.write=true, look at the change, commit it")
                .isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings

                Generated from `nz.flagships.rest.Setting`; every setting is an environment variable. A service looks at them before it
                connects to anything: in production it does not start while one that it needs is missing, and names all of them; nor with
                a `FLAGSHIPS_…` that nobody knows (it says the nearest name), a value of the wrong form, or a file that cannot be read.
                Elsewhere it says so and goes on. A variable that is blank counts as not set.

                *Needed*: whether production needs it said. *To serve*: not by the step that only migrates; *to migrate*: only where
                `FLAGSHIPS_MIGRATE=true`; *refused*: production does not start with it. **Secret**: from a Secret, never logged.
                Where two defaults are given, the second is production's.
                """);
        for (Setting.Group group : Setting.Group.values()) {
            List<Setting> settings = Arrays.stream(Setting.values())
                    .filter(setting -> setting.group() == group)
                    .toList();
            page.append("\n## ").append(group.title()).append("\n\n");
            if (group.knownBy().size() < 3 && group != Setting.Group.LAUNCHER_ONLY) {
                page.append(group.knownBy().stream()
                                .map(Deployed::label)
                                .sorted()
                                .collect(Collectors.joining(" and ")))
                        .append(".\n\n");
            }
            page.append("| Variable | Value | Default | Needed | What it is |\n|---|---|---|---|---|\n");
            for (Setting setting : settings) {
                page.append("| `")
                        .append(setting.name())
                        .append("` | ")
                        .append(setting.secret() ? "**secret**" : setting.form().said())
                        .append(" | ")
                        .append(defaults(setting))
                        .append(" | ")
                        .append(setting.need().said())
                        .append(" | ")
                        .append(setting.meaning())
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    private static String defaults(Setting setting) {
        String local = setting.local().map(SettingsInUseTest::code).orElse("");
        String production = setting.production().map(SettingsInUseTest::code).orElse("");
        return production.isEmpty() || production.equals(local) ? local : local + "; " + production;
    }

    private static String code(String value) {
        return value.startsWith("as ") ? "as `" + value.substring(3) + "`" : "`" + value + "`";
    }

    /** Variables by name, and who reads them. */
    private static Map<String, Set<Deployed>> read() {
        Map<String, Set<Deployed>> read = new TreeMap<>();
        MODULES.forEach((module, by) -> {
            Path sources = ROOT.resolve(module).resolve("src/main");
            for (Path file : files(sources, ".java", ".properties")) {
                for (String variable : read(text(file))) {
                    read.computeIfAbsent(variable, v -> new TreeSet<>()).addAll(by);
                }
            }
        });
        for (String variable : read(text(ROOT.resolve("flagships")))) {
            read.computeIfAbsent(variable, v -> new TreeSet<>()).add(Deployed.LAUNCHER);
        }
        return read;
    }

    private static Set<String> read(String text) {
        Set<String> properties = new TreeSet<>();
        EXPRESSION.matcher(text).results().forEach(found -> properties.add(found.group(1)));
        ANNOTATION.matcher(text).results().forEach(found -> properties.add(found.group(1)));
        Matcher mapping = MAPPING.matcher(text);
        if (mapping.find()) {
            MAPPED.matcher(text)
                    .results()
                    .filter(found -> !found.group(2).equals("enabled"))
                    .forEach(found -> properties.add(mapping.group(1) + "." + found.group(2)));
        }
        Set<String> variables = new TreeSet<>();
        properties.stream()
                .filter(property -> !MADE_SO.contains(property))
                .forEach(property -> variables.add(Setting.variable(
                        property.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT))));
        VARIABLE_READ.matcher(text).results().forEach(found -> variables.add(found.group(1)));
        return variables;
    }

    private static Set<String> names() {
        return Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, String... endings) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("platform-events/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("The test does not run inside the project");
    }
}
