package nz.flagships.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on this machine, durable ({@code fsync} and {@code synchronous_commit} on), that outlives
 * the JVM that started it. It recovers by itself from being killed; {@link #start} removes what would keep it from
 * starting again.
 */
public final class LocalPostgres {
    /** The databases of the three services, in the order in which they start. */
    public static final List<String> DATABASES = List.of("initiative", "cases", "reporting");

    /** Folders whose content a copy has no use for, and which must be there when it starts. */
    static final List<String> EMPTY = List.of(
            "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    /** The roles of each database, after its name: the first owns it, the others may do what migrations grant. */
    public static final List<String> ROLES = List.of("owner", "writer", "reader");

    /** For one run of its programs, which take a second or two where a core is to spare. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path home;
    private final int port;
    private final String password;
    private final @Nullable TestCertificates certificates;

    /**
     * A server that may or may not run.
     *
     * @param home where its programs, data and log are kept
     * @param port where it listens on this machine
     * @param password of the superuser and of every role made by {@link #prepare}
     */
    public LocalPostgres(Path home, int port, String password) {
        this(home, port, password, null);
    }

    /**
     * A server that lets nobody but the superuser in without TLS.
     *
     * @param certificates whose authority has signed the server's certificate
     */
    public static LocalPostgres secured(Path home, int port, String password, TestCertificates certificates) {
        return new LocalPostgres(home, port, password, certificates);
    }

    private LocalPostgres(Path home, int port, String password, @Nullable TestCertificates certificates) {
        this.home = home.toAbsolutePath().normalize();
        this.port = port;
        this.password = password;
        this.certificates = certificates;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Of the superuser {@code postgres} and of every role made by {@link #prepare}. */
    public String password() {
        return password;
    }

    /** Where it keeps its log. */
    public Path log() {
        return home.resolve("server.log");
    }

    /** The address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** The postmaster's pid while it runs. */
    public OptionalLong pid() {
        return Pids.ours(data().resolve("postmaster.pid"), data().toString());
    }

    /**
     * Starts it unless it runs, and returns when it takes connections.
     *
     * @throws LocalException when it does not start, with the end of its log
     */
    public void start() {
        if (pid().isPresent() && answers()) {
            return;
        }
        Path software = PostgresBinaries.in(home);
        List<String> prefix = Unprivileged.prefix(home);
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise(software, prefix);
        }
        configure();
        // A postmaster.pid that names a living process which is not PostgreSQL (numbers are used again) would keep it
        // from starting; one whose process is gone it removes by itself.
        if (pid().isEmpty()) {
            delete(data().resolve("postmaster.pid"));
        }
        // After a kill -9 of the postmaster its children need a moment to notice and to let go of the shared memory.
        List<Commands.Outcome> outcomes = new ArrayList<>();
        boolean started = Commands.await(PATIENCE, () -> {
            outcomes.add(control(software, prefix, "start", "-w", "-t", "240", "-l", log().toString()));
            return outcomes.getLast().good() || !Logs.tail(log(), 5).contains("shared memory block");
        });
        if (!started || !Commands.await(Duration.ofSeconds(30), this::answers)) {
            throw new LocalException("PostgreSQL did not start on port " + port + ". pg_ctl ended with "
                    + outcomes.getLast().lastWords() + "\n" + LastWords.of(null, log()));
        }
    }

    /** Ends it in order: sessions are cut, everything is written. Nothing happens when it does not run. */
    public void stop() {
        if (pid().isPresent()) {
            Path software = PostgresBinaries.in(home);
            control(software, Unprivileged.prefix(home), "stop", "-m", "fast", "-w", "-t", "60");
        }
    }

    /**
     * Makes what is missing of the databases and roles of the three services: {@code <db>_owner}, which migrates and
     * owns, {@code <db>_writer}, which a service is, and {@code <db>_reader}, which looks: these two may do only what
     * migrations grant.
     */
    public void prepare() {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            for (String database : DATABASES) {
                for (String role : ROLES) {
                    role(s, database + "_" + role);
                }
                if (!found(s, "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                    create(s, database);
                }
            }
        } catch (SQLException e) {
            throw new LocalException("The databases cannot be made: " + e.getMessage(), e);
        }
    }

    /** Throws the databases of the services away and makes them anew, whoever is connected. */
    public void recreate() {
        prepare();
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            for (String database : DATABASES) {
                s.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
                create(s, database);
            }
        } catch (SQLException e) {
            throw new LocalException("The databases cannot be made anew: " + e.getMessage(), e);
        }
    }

    /** Copies those files of a folder whose path from there is wanted. */
    @FunctionalInterface
    interface Copier {
        void copy(Path from, Predicate<Path> wanted) throws IOException;
    }

    /** Takes the label that tells a restored server from where to recover. */
    @FunctionalInterface
    interface Label {
        void write(String label) throws IOException;
    }

    /**
     * Copies its data while it runs, by PostgreSQL's own protocol for that: what the files lose to being read one after
     * the other, the write-ahead log from the start of the copy to its end makes good. A slot of this session keeps that log
     * from being recycled.
     *
     * @throws LocalException when it does not run or cannot be read
     */
    void copy(Copier copier, Label label) throws IOException {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            s.execute("SELECT pg_create_physical_replication_slot('flagships_backup', true, true)");
            s.execute("SELECT pg_backup_start('flagships', fast => true)");
            copier.copy(data(), LocalPostgres::belongsInACopy);
            try (ResultSet stopped =
                    s.executeQuery("SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
                stopped.next();
                label.write(stopped.getString(1));
            }
            copier.copy(data(), path -> path.toString().isEmpty() || path.startsWith("pg_wal"));
        } catch (SQLException e) {
            throw new LocalException("PostgreSQL's data cannot be copied: " + e.getMessage(), e);
        }
    }

    private static boolean belongsInACopy(Path path) {
        String first = path.getName(0).toString();
        String last = path.getFileName().toString();
        boolean inside = path.getNameCount() > 1;
        return !first.equals("pg_wal")
                && !(inside && EMPTY.contains(first))
                && !first.startsWith("postmaster.")
                && !last.startsWith("pgsql_tmp")
                && !last.equals("pg_internal.init");
    }

    /** A connection of the superuser, for tests and repairs. */
    public Connection connect(String database) throws SQLException {
        Properties who = new Properties();
        who.setProperty("user", "postgres");
        who.setProperty("password", password);
        who.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(jdbcUrl(database), who);
    }

    private static void create(Statement s, String database) throws SQLException {
        s.execute("CREATE DATABASE " + database + " OWNER " + database + "_owner");
        s.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        s.execute("GRANT CONNECT ON DATABASE " + database + " TO " + database + "_writer, " + database + "_reader");
    }

    // Names are ours, and the password is hexadecimal: nothing here needs quoting.
    private void role(Statement s, String role) throws SQLException {
        boolean known = found(s, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'");
        s.execute((known ? "ALTER" : "CREATE") + " ROLE " + role + " LOGIN PASSWORD '" + password + "'");
    }

    private static boolean found(Statement s, String query) throws SQLException {
        try (ResultSet rows = s.executeQuery(query)) {
            return rows.next();
        }
    }

    private boolean answers() {
        try (Connection c = connect("postgres")) {
            return c.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private Commands.Outcome control(Path software, List<String> prefix, String action, String... more) {
        List<String> command = new ArrayList<>(prefix);
        command.add(software.resolve("bin/pg_ctl").toString());
        command.add(action);
        command.addAll(List.of("-D", data().toString()));
        command.addAll(List.of(more));
        return Commands.run(PATIENCE, command);
    }

    private void initialise(Path software, List<String> prefix) {
        Path half = home.resolve("data.new");
        Path secret = home.resolve("superuser");
        try {
            Folders.delete(half);
            Secrets.write(secret, password);
            List<String> command = new ArrayList<>(Unprivileged.prefix(home));
            command.addAll(List.of(software.resolve("bin/initdb").toString(), "-D", half.toString()));
            command.addAll(List.of("-U", "postgres", "-A", "scram-sha-256", "--pwfile=" + secret, "-E", "UTF8"));
            // The same order of letters on every machine, whatever locales it has.
            command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            command.add("--no-instructions");
            Commands.Outcome outcome = Commands.run(PATIENCE, command);
            if (!outcome.good()) {
                throw new LocalException(
                        "PostgreSQL cannot lay out its data in " + half + ": initdb ended with " + outcome.lastWords());
            }
            Files.writeString(
                    half.resolve("postgresql.conf"), "\ninclude 'flagships.conf'\n", StandardOpenOption.APPEND);
            Files.writeString(half.resolve("flagships.conf"), "");
            Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
            Unprivileged.prefix(home);
        } catch (IOException e) {
            throw new LocalException("PostgreSQL's data cannot be written to " + home + ": " + e.getMessage(), e);
        } finally {
            delete(secret);
        }
        if (prefix.isEmpty() && !Files.isReadable(data())) {
            throw new LocalException("PostgreSQL's data in " + data() + " belongs to somebody else");
        }
    }

    private String tls() throws IOException {
        if (certificates == null) {
            return "";
        }
        certificates.pem("postgres", data().resolve("tls"));
        Files.writeString(data().resolve("pg_hba.conf"), """
                host    all postgres localhost scram-sha-256
                hostssl all all      all       scram-sha-256
                """);
        Unprivileged.prefix(home);
        return "ssl = on\nssl_cert_file = 'tls/server.crt'\nssl_key_file = 'tls/server.key'\nssl_min_protocol_version = 'TLSv1.3'";
    }

    private void configure() {
        try {
            Files.writeString(data().resolve("flagships.conf"), """
                    # Written anew by platform-local at every start.
                    listen_addresses = 'localhost'
                    port = %d
                    unix_socket_directories = ''
                    # An answer goes out after the commit is on disk. Nothing here may trade that for speed.
                    fsync = on
                    synchronous_commit = on
                    full_page_writes = on
                    max_connections = 200
                    shared_buffers = 256MB
                    max_wal_size = 2GB
                    checkpoint_timeout = 15min
                    timezone = 'UTC'
                    log_timezone = 'UTC'
                    # DETAIL lines carry the values of rows; a log is no place for them.
                    log_error_verbosity = terse
                    log_min_error_statement = panic
                    %s
                    """.formatted(port, tls()));
        } catch (IOException e) {
            throw new LocalException("PostgreSQL's settings cannot be written to " + data(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalException("Cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
