package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps two versions able to run on one database ({@code docs/operations/upgrades.md}). */
class MigrationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Every migration and its digest. {@code -Dmigrations.write=true} adds those that are new, and changes no line. */
    private static final Path KNOWN = Path.of("src/test/resources/migrations.sha256");

    /** Written before there was any version that could run beside. */
    private static final Set<String> BEFORE_THE_FIRST_RELEASE =
            Set.of("reporting-service/src/main/resources/db/reporting/V120__initiatives.sql");

    @Test
    void every_migration_has_a_name_by_which_it_is_found() {
        assertThat(migrations().keySet())
                .isNotEmpty()
                .allMatch(path -> path.matches(".*/db/[a-z]+/(V[0-9]+|R)__[a-z0-9_]+\\.sql"));
    }

    @Test
    void no_migration_was_changed_or_removed_after_it_was_known() throws IOException {
        Map<String, String> now = new TreeMap<>();
        // Those that run anew whenever they change are meant to.
        migrations().forEach((path, sql) -> {
            if (!path.contains("/R__")) {
                now.put(path, digest(sql));
            }
        });
        Map<String, String> known = known();
        if (Boolean.getBoolean("migrations.write")) {
            now.forEach(known::putIfAbsent);
            Files.writeString(
                    KNOWN,
                    known.entrySet().stream()
                            .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                            .collect(Collectors.joining()));
        }
        assertThat(now)
                .as(
                        "a migration that has run is never changed: write another one; one that is new is added to %s by"
                                + " -Dmigrations.write=true",
                        KNOWN)
                .isEqualTo(known);
    }

    @Test
    void a_migration_only_expands_unless_its_name_says_that_it_contracts() {
        Map<String, List<String>> faults = new TreeMap<>();
        migrations().forEach((path, sql) -> {
            List<String> found = ExpandOnly.faults(sql);
            if (path.endsWith("__contract.sql")) {
                if (!sql.startsWith("-- Contracts V")) {
                    faults.put(
                            path,
                            List.of("begins with the line \"-- Contracts V…: which versions may not run any more\""));
                }
            } else if (!found.isEmpty() && !BEFORE_THE_FIRST_RELEASE.contains(path)) {
                faults.put(path, found);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void no_two_migrations_of_one_database_have_one_number() {
        // the folders that may meet in one database: the platform's in all, the services' own in one each
        Map<String, List<String>> byNumber = migrations().keySet().stream()
                .filter(path -> !path.contains("/R__"))
                .collect(Collectors.groupingBy(
                        path -> path.substring(path.lastIndexOf("/V") + 2, path.indexOf("__")), Collectors.toList()));
        byNumber.values()
                .removeIf(paths ->
                        new TreeSet<>(paths.stream().map(MigrationsTest::folder).toList()).size() == paths.size()
                                && paths.stream().noneMatch(path -> path.startsWith("platform-")));
        byNumber.values().removeIf(paths -> paths.size() == 1);
        assertThat(byNumber).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table event add column channel text",
                "alter table event add column if not exists channel text not null default 'REST'",
                "alter table only event add column a text, add column b text default 'x' not null",
                "create table later (id text primary key, name text not null); alter table later add unique (name)",
                "create index concurrently event_by_type on event (type)",
                "alter table event alter column data drop not null",
                "alter table event drop constraint event_check",
                "create function later() returns void language sql as $$ delete from deadline $$",
                "-- drop table event\ncreate table later (why text default 'drop table event')",
            })
    void to_expand_is_allowed(String sql) {
        assertThat(ExpandOnly.faults(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table event",
                "DROP  TABLE IF EXISTS event CASCADE",
                "alter table event drop column data",
                "alter table event drop data",
                "alter table event alter column type drop default",
                "alter table event rename to happening",
                "alter table event rename column data to body",
                "alter table event alter column position type integer",
                "alter table event alter position set data type integer",
                "alter table event alter column data set not null",
                "alter table event add column channel text not null",
                "alter table event add column a text default 'x', add column b text not null",
                "alter table event add constraint short check (length(data) < 10)",
                "create unique index on event (type)",
                "do $$ begin execute 'x'; alter table event drop column data; end $$",
                "do $$ begin if true then drop table event; end if; end $$",
                "truncate event",
                "delete from deadline where due < now()",
            })
    void to_contract_is_found(String sql) {
        assertThat(ExpandOnly.faults(sql)).as(sql).isNotEmpty();
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** By path from the root. */
    private static Map<String, String> migrations() {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path folder = module.resolve("src/main/resources/db");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        for (Path file :
                                files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                            found.put(ROOT.relativize(file).toString(), Files.readString(file));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        if (Files.exists(KNOWN)) {
            for (String line : Files.readAllLines(KNOWN)) {
                known.put(line.substring(66), line.substring(0, 64));
            }
        }
        return known;
    }

    private static String digest(String sql) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
