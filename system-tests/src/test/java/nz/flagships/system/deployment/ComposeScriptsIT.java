package nz.flagships.system.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nz.flagships.events.Shards;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.LocalPostgres;
import nz.flagships.local.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-shots of {@code docker-compose.yml}, against a real PostgreSQL and a real Kafka that nobody has prepared. */
class ComposeScriptsIT {
    private static final Path COMPOSE = Path.of("..", "compose");
    private static final String SUPERUSER = "superuser";
    /** Who may log in and what else, who owns which database, and who may connect to it. */
    private static final String WHO_MAY_WHAT = """
            select rolname || ' login=' || rolcanlogin || ' super=' || rolsuper || ' create=' || rolcreatedb || rolcreaterole
              from pg_roles where rolname !~ '^pg_'
            union all
            select datname || ' of ' || datdba::regrole || ' ' || array_to_string(array(select unnest(datacl)::text order by 1), ' ')
              from pg_database where not datistemplate
            order by 1""";

    @TempDir
    Path home;

    @Test
    void databasesAndRolesAreThoseOfTheLauncher() throws Exception {
        LocalPostgres launched = new LocalPostgres(home.resolve("launched"), Ports.free(), SUPERUSER);
        LocalPostgres composed = new LocalPostgres(home.resolve("composed"), Ports.free(), SUPERUSER);
        try {
            // Given one server as the launcher prepares it, and one as it comes
            launched.start();
            launched.prepare();
            composed.start();

            // When the script is run once, and again with other passwords
            run("databases.sql", composed, "first");
            run("databases.sql", composed, "second");

            // Then both have the same roles, owners and rights, and the last passwords hold
            assertThat(rows(composed)).isEqualTo(rows(launched));
            for (String database : LocalPostgres.DATABASES) {
                for (String role : LocalPostgres.ROLES) {
                    String name = database + "_" + role;
                    assertThat(connects(composed, database, name, "second-" + name))
                            .as(name)
                            .isTrue();
                    assertThat(connects(composed, database, name, "first-" + name))
                            .as(name)
                            .isFalse();
                }
                String stranger = database.equals("cases") ? "reporting_writer" : "cases_writer";
                assertThat(connects(composed, database, stranger, "second-" + stranger))
                        .as("%s in %s", stranger, database)
                        .isFalse();
            }
        } finally {
            launched.stop();
            composed.stop();
        }
    }

    @Test
    void topicsHaveTheirPartitions() throws Exception {
        LocalKafka kafka = new LocalKafka(home.resolve("kafka"), Ports.free());
        try {
            // Given a broker without topics
            kafka.start();

            // When the script is run, and again
            assertThat(topics(kafka)).isZero();
            assertThat(topics(kafka)).isZero();

            // Then they are there, as many as the code knows, and kept for ever
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                Map<String, TopicDescription> made =
                        admin.describeTopics(LocalKafka.TOPICS).allTopicNames().get(1, TimeUnit.MINUTES);
                assertThat(made).containsOnlyKeys(LocalKafka.TOPICS);
                assertThat(made.values()).allMatch(topic -> topic.partitions().size() == Shards.COUNT);

                // And when one has more, then the others stay empty
                admin.createPartitions(Map.of(LocalKafka.TOPICS.getFirst(), NewPartitions.increaseTo(Shards.COUNT + 1)))
                        .all()
                        .get(1, TimeUnit.MINUTES);
                assertThat(topics(kafka)).isZero();

                // And when one has fewer, then it is not passed over
                admin.deleteTopics(LocalKafka.TOPICS).all().get(1, TimeUnit.MINUTES);
                while (!admin.listTopics().names().get(1, TimeUnit.MINUTES).isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                admin.createTopics(Set.of(new NewTopic(LocalKafka.TOPICS.getFirst(), 3, (short) 1)))
                        .all()
                        .get(1, TimeUnit.MINUTES);
            }
            assertThat(topics(kafka)).isEqualTo(1);
            assertThat(Files.readString(home.resolve("topics.log")))
                    .contains(LocalKafka.TOPICS.getFirst() + " has fewer partitions than " + Shards.COUNT);
        } finally {
            kafka.stop();
        }
    }

    /** Runs the script as the image does, with a {@code kafka-topics.sh} that is the same program from its jar. */
    private int topics(LocalKafka kafka) throws IOException, InterruptedException {
        Path program = home.resolve("kafka-topics.sh");
        Files.deleteIfExists(program);
        Files.createFile(program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.writeString(
                program,
                "#!/bin/bash\nexec '%s/bin/java' -cp '%s' org.apache.kafka.tools.TopicCommand \"$@\"\n"
                        .formatted(System.getProperty("java.home"), classPath));
        ProcessBuilder script = new ProcessBuilder(
                        "bash", COMPOSE.resolve("kafka/topics.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("topics.log").toFile());
        script.environment().put("BOOTSTRAP", kafka.bootstrapServers());
        script.environment().put("KAFKA_BIN", home.toString());
        return script.start().waitFor();
    }

    /**
     * What {@code psql} does with the script: variables from the environment, quoted where they stand, and {@code \gexec},
     * which runs what a query answers. With {@code psql} at hand it is the one that does it.
     */
    private void run(String script, LocalPostgres server, String passwords) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        for (String database : LocalPostgres.DATABASES) {
            for (String role : LocalPostgres.ROLES) {
                String name = database + "_" + role;
                environment.put(name.toUpperCase(Locale.ROOT) + "_PASSWORD", passwords + "-" + name);
            }
        }
        Path psql = Path.of("/usr/bin/psql");
        if (Files.isExecutable(psql) && passwords.equals("second")) {
            ProcessBuilder command = new ProcessBuilder(
                            "sh", COMPOSE.resolve("postgres/databases.sh").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("psql.log").toFile());
            command.environment().putAll(environment);
            command.environment()
                    .putAll(Map.of(
                            "PGHOST",
                            "localhost",
                            "PGPORT",
                            Integer.toString(server.port()),
                            "PGUSER",
                            "postgres",
                            "PGPASSWORD",
                            SUPERUSER));
            assertThat(command.start().waitFor())
                    .as(() -> read(home.resolve("psql.log")))
                    .isZero();
            return;
        }
        Map<String, String> variables = new TreeMap<>();
        StringBuilder statement = new StringBuilder();
        try (Connection c = server.connect("postgres");
                Statement s = c.createStatement()) {
            for (String line : Files.readAllLines(COMPOSE.resolve("postgres").resolve(script))) {
                if (line.startsWith("--") || line.isBlank()) {
                    continue;
                }
                if (line.startsWith("\\getenv ")) {
                    String[] words = line.split(" ");
                    variables.put(words[1], requireNonNull(environment.get(words[2])));
                } else if (line.equals("\\gexec")) {
                    for (String made : answers(s, statement.toString())) {
                        s.execute(made);
                    }
                    statement.setLength(0);
                } else {
                    statement.append(line).append('\n');
                    if (line.endsWith(";")) {
                        s.execute(quoted(statement.toString(), variables));
                        statement.setLength(0);
                    }
                }
            }
        }
        assertThat(statement.toString()).as("a statement without an end").isBlank();
    }

    private static String quoted(String statement, Map<String, String> variables) {
        return Pattern.compile(":'(\\w+)'")
                .matcher(statement)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "'" + requireNonNull(variables.get(found.group(1))).replace("'", "''") + "'"));
    }

    private static List<String> rows(LocalPostgres server) throws SQLException {
        try (Connection c = server.connect("postgres");
                Statement s = c.createStatement()) {
            return answers(s, WHO_MAY_WHAT);
        }
    }

    private static List<String> answers(Statement s, String query) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (ResultSet rows = s.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private static boolean connects(LocalPostgres server, String database, String role, String password) {
        try (Connection c = DriverManager.getConnection(server.jdbcUrl(database), role, password)) {
            return c.isValid(5);
        } catch (SQLException refused) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
