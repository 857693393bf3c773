package nz.flagships.rest;

import static nz.flagships.rest.Deployed.CASE_SERVICE;
import static nz.flagships.rest.Deployed.INITIATIVE_SERVICE;
import static nz.flagships.rest.Deployed.LAUNCHER;
import static nz.flagships.rest.Deployed.REPORTING_SERVICE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every environment variable that the services know, by its name. What is not here is not a setting: a service refuses a
 * {@code FLAGSHIPS_…} that it does not find here, the manifests are compared with it, and {@code docs/operations/settings.md}
 * is generated from it.
 */
public enum Setting {
    FLAGSHIPS_POSTGRES_HOST(Group.POSTGRES, Need.ALWAYS, Form.TEXT, "localhost", "", "Where PostgreSQL is"),
    FLAGSHIPS_POSTGRES_PORT(Group.POSTGRES, Need.NEVER, Form.NUMBER, "5433", "5432", "PostgreSQL's port"),
    FLAGSHIPS_POSTGRES_USER(
            Group.POSTGRES,
            Need.NEVER,
            Form.TEXT,
            "<database>_writer",
            "",
            "The role that serves: it adds to the history and can neither change nor remove an event"),
    FLAGSHIPS_POSTGRES_PASSWORD(Group.POSTGRES, Need.SERVING, Form.SECRET, "", "", "The password of that role"),
    FLAGSHIPS_POSTGRES_OWNER(
            Group.POSTGRES,
            Need.NEVER,
            Form.TEXT,
            "<database>_owner",
            "",
            "The role that migrates and owns the tables"),
    FLAGSHIPS_POSTGRES_OWNER_PASSWORD(
            Group.POSTGRES,
            Need.MIGRATING,
            Form.SECRET,
            "as FLAGSHIPS_POSTGRES_PASSWORD",
            "",
            "The owner's password; only for the step that migrates"),
    FLAGSHIPS_POSTGRES_READER(
            Group.POSTGRES,
            Need.NEVER,
            Form.TEXT,
            "<database>_reader",
            "",
            "The role that migrations let read, and nothing else; it must exist"),
    FLAGSHIPS_POSTGRES_SSLMODE(
            Group.POSTGRES,
            Need.NEVER,
            Form.TEXT,
            "disable",
            "verify-full",
            "disable, require, verify-ca or verify-full, as PostgreSQL's clients know them"),
    FLAGSHIPS_POSTGRES_SSLROOTCERT(
            Group.POSTGRES,
            Need.ALWAYS,
            Form.FILE,
            "",
            "",
            "The certificate of the authority (PEM) that PostgreSQL's certificate must come from"),
    FLAGSHIPS_POSTGRES_SOCKET_TIMEOUT(
            Group.POSTGRES,
            Need.NEVER,
            Form.NUMBER,
            "75",
            "",
            "How many seconds a question to PostgreSQL may stay without a word of an answer before its connection is given up;"
                    + " more than the 60 that the longest statement may take. Migrations wait without end"),
    FLAGSHIPS_MIGRATE(
            Group.POSTGRES,
            Need.NEVER,
            Form.SWITCH,
            "true",
            "false",
            "Whether the service migrates its database as the owner before it serves"),

    KAFKA_BOOTSTRAP_SERVERS(
            Group.KAFKA, Need.SERVING, Form.TEXT, "localhost:9092", "", "Kafka's brokers, host:port, with commas"),
    KAFKA_SECURITY_PROTOCOL(
            Group.KAFKA,
            Need.SERVING,
            Form.TEXT,
            "PLAINTEXT",
            "",
            "SSL for TLS. Every other setting of Kafka's clients can be given in the same way: KAFKA_ and its name"),
    KAFKA_SSL_TRUSTSTORE_LOCATION(
            Group.KAFKA, Need.NEVER, Form.FILE, "", "", "The authority that the brokers' certificates must come from"),
    KAFKA_SSL_TRUSTSTORE_TYPE(Group.KAFKA, Need.NEVER, Form.TEXT, "JKS", "", "PEM or PKCS12"),
    KAFKA_SSL_TRUSTSTORE_PASSWORD(Group.KAFKA, Need.NEVER, Form.SECRET, "", "", "Of a PKCS12 file; PEM has none"),
    KAFKA_SSL_KEYSTORE_LOCATION(
            Group.KAFKA, Need.NEVER, Form.FILE, "", "", "The service's own certificate and key, as Kafka's user"),
    KAFKA_SSL_KEYSTORE_TYPE(Group.KAFKA, Need.NEVER, Form.TEXT, "JKS", "", "PKCS12 or PEM"),
    KAFKA_SSL_KEYSTORE_PASSWORD(Group.KAFKA, Need.NEVER, Form.SECRET, "", "", "Of the PKCS12 file"),

    FLAGSHIPS_OIDC_ISSUER(
            Group.WHO,
            Need.SERVING,
            Form.URL,
            "",
            "",
            "The OIDC issuer; its keys are found through /.well-known/openid-configuration below it"),
    FLAGSHIPS_OIDC_AUDIENCE(
            Group.WHO, Need.SERVING, Form.TEXT, "", "", "What the claim aud of a token must hold to be taken"),
    FLAGSHIPS_OIDC_ROLE_CLAIM(
            Group.WHO,
            Need.NEVER,
            Form.TEXT,
            "groups",
            "",
            "The path of the claim with the roles, as realm_access/roles"),
    FLAGSHIPS_OIDC_KEYS_EVERY(
            Group.WHO,
            Need.NEVER,
            Form.DURATION,
            "5m",
            "",
            "How often the issuer's keys are fetched: a key that it withdraws is refused a minute after that at the latest"),
    FLAGSHIPS_OIDC_SSLROOTCERT(
            Group.WHO,
            Need.NEVER,
            Form.FILE,
            "",
            "",
            "The authority (PEM) that the issuer's certificate comes from, where it is not one that Java knows"),
    FLAGSHIPS_TOKEN_ISSUER(
            Group.WHO,
            Need.NEVER,
            Form.TEXT,
            "flagships-local",
            "as FLAGSHIPS_OIDC_ISSUER",
            "The claim iss, where it is not the address at which the service finds the issuer"),
    FLAGSHIPS_TOKEN_PUBLIC_KEY(
            Group.WHO,
            Need.LOCAL,
            Form.TEXT,
            "",
            "",
            "The public key of tokens that ./flagships signed (base64 of X.509); instead of an issuer"),

    FLAGSHIPS_INITIATIVE_URL(
            Group.INITIATIVES_READERS,
            Need.SERVING,
            Form.URL,
            "http://localhost:8081",
            "",
            "initiative-service, whose log mends gaps"),
    FLAGSHIPS_CASE_URL(
            Group.REPORTING, Need.SERVING, Form.URL, "http://localhost:8082", "", "case-service, whose log mends gaps"),
    FLAGSHIPS_REPORTING_URL(
            Group.WRITERS, Need.SERVING, Form.URL, "", "", "reporting-service, which is asked how far a fact has come"),
    FLAGSHIPS_OIDC_CLIENT_ID(
            Group.INITIATIVES_READERS,
            Need.SERVING,
            Form.TEXT,
            "",
            "",
            "The service's own client at the issuer (client credentials), with the role service, for those logs"),
    FLAGSHIPS_OIDC_CLIENT_SECRET(
            Group.INITIATIVES_READERS, Need.SERVING, Form.SECRET, "", "", "The secret of that client"),
    FLAGSHIPS_SERVICE_TOKEN(
            Group.INITIATIVES_READERS,
            Need.LOCAL,
            Form.SECRET,
            "",
            "",
            "A token with the role service, for those logs"),

    FLAGSHIPS_DISCLOSURE_SECRET(
            Group.REPORTING,
            Need.SERVING,
            Form.SECRET,
            "",
            "",
            "What the rounding of counts of people is keyed with. Losing or changing it changes every rounded figure"),
    FLAGSHIPS_CASELOAD_CHECK_EVERY(
            Group.REPORTING, Need.NEVER, Form.DURATION, "1h", "", "How often it looks whether months are to be frozen"),
    FLAGSHIPS_CASELOAD_CHECK_AFTER(
            Group.REPORTING, Need.NEVER, Form.DURATION, "10m", "", "How long after the start it looks first"),
    FLAGSHIPS_CASELOAD_LEADS_AFTER(
            Group.REPORTING,
            Need.NEVER,
            Form.DURATION,
            "10m",
            "",
            "How long after an upgrade starts it reads who led the cases of before; months are frozen after that"),
    FLAGSHIPS_LIVE_HEARTBEAT(
            Group.REPORTING,
            Need.NEVER,
            Form.DURATION,
            "15s",
            "",
            "How often a quiet stream of live updates says that it is there"),
    FLAGSHIPS_LIVE_STREAMS(
            Group.REPORTING,
            Need.NEVER,
            Form.NUMBER,
            "500",
            "",
            "How many streams of live updates a replica holds open at once; who comes beyond is refused with 503"),

    FLAGSHIPS_READER_PAGE(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.NUMBER,
            "500",
            "",
            "How many events are asked of a log at once"),
    FLAGSHIPS_READER_HEADS_EVERY(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "1s",
            "",
            "How often sources are asked how far they have come"),
    FLAGSHIPS_READER_STALLED_AFTER(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "5s",
            "",
            "How long a published event may fail to arrive from Kafka before it is fetched from its source's log"),
    FLAGSHIPS_READER_FOLLOW_EVERY(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "50ms",
            "",
            "How often the service's own log is looked at when nobody says that it has grown"),
    FLAGSHIPS_READER_PATIENCE(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "2s",
            "",
            "How long a request with a consistency token waits at most"),
    FLAGSHIPS_READER_LONGEST_PAUSE(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "2s",
            "",
            "The longest pause between two tries of what failed for a passing reason"),
    FLAGSHIPS_READER_FILLING_PATIENCE(
            Group.INITIATIVES_READERS,
            Need.NEVER,
            Form.DURATION,
            "2m",
            "",
            "How long a source that cannot be asked is waited for, before new read models count as filled without it"),
    FLAGSHIPS_RELAY_ENABLED(
            Group.WRITERS,
            Need.NEVER,
            Form.SWITCH,
            "true",
            "",
            "Whether this replica takes part in publishing to Kafka; some replica must"),
    FLAGSHIPS_DEADLINES_EVERY(
            Group.WRITERS, Need.NEVER, Form.DURATION, "1s", "", "How often it looks what has become due"),
    FLAGSHIPS_CHAIN_EVERY(
            Group.WRITERS,
            Need.NEVER,
            Form.DURATION,
            "1m",
            "",
            "How often it verifies what has been stored since, and looks whether the history is to be verified from its first"
                    + " event, as it is each night"),
    FLAGSHIPS_CHAIN_AFTER(
            Group.WRITERS, Need.NEVER, Form.DURATION, "30s", "", "How long after the start it does so first"),
    FLAGSHIPS_EVENTS_PER_REQUEST(
            Group.WRITERS,
            Need.NEVER,
            Form.NUMBER,
            "20000",
            "",
            "How many events one request may bring at most; more are to be split"),
    FLAGSHIPS_STATES_IN_MEMORY(
            Group.WRITERS, Need.NEVER, Form.NUMBER, "20000", "", "How many aggregates are kept in memory at most"),
    FLAGSHIPS_STATES_BYTES(
            Group.WRITERS,
            Need.NEVER,
            Form.NUMBER,
            "67108864",
            "",
            "How many bytes of events the aggregates kept in memory may stem from together"),
    FLAGSHIPS_RELAY_ROUND_BYTES(
            Group.WRITERS,
            Need.NEVER,
            Form.NUMBER,
            "8388608",
            "",
            "How many bytes of events are read and sent to Kafka at once; some five times as much memory"),
    FLAGSHIPS_LOG_PAGE_BYTES(
            Group.WRITERS,
            Need.NEVER,
            Form.NUMBER,
            "4194304",
            "",
            "How many bytes of events one page of the log holds, and one read of a stream"),

    FLAGSHIPS_REQUESTS_AT_ONCE(
            Group.RUNNING,
            Need.NEVER,
            Form.NUMBER,
            "256, 256, 96",
            "",
            "How many requests are worked on at once; who comes beyond that is answered 503 at once"),
    FLAGSHIPS_REQUESTS_OF_ONE_CALLER(
            Group.RUNNING,
            Need.NEVER,
            Form.NUMBER,
            "160, 160, 64",
            "",
            "How many of them may be of one agency, or of all callers without a token together; beyond that 429"),
    FLAGSHIPS_BODIES_MEGABYTES(
            Group.RUNNING,
            Need.NEVER,
            Form.NUMBER,
            "48",
            "",
            "How many megabytes the bodies of all requests under way may have together; beyond that 503. At most an eighth of the heap"),
    FLAGSHIPS_BODIES_OF_ONE_CALLER_MEGABYTES(
            Group.RUNNING,
            Need.NEVER,
            Form.NUMBER,
            "32",
            "",
            "How many of those megabytes may be of one agency; beyond that 429"),
    FLAGSHIPS_BODIES_IDLE(
            Group.RUNNING,
            Need.NEVER,
            Form.DURATION,
            "10s",
            "",
            "How long nothing of a body may arrive before it is given up"),
    FLAGSHIPS_BODIES_LONGEST(
            Group.RUNNING, Need.NEVER, Form.DURATION, "2m", "", "How long a body may take to arrive altogether"),
    FLAGSHIPS_ANSWERS_MEGABYTES(
            Group.RUNNING,
            Need.NEVER,
            Form.NUMBER,
            "an eighth of the heap",
            "",
            "How many megabytes large states and histories on their way to readers may have together, each counted twice; beyond"
                    + " that 503, and 429 where half of them is one agency's"),
    FLAGSHIPS_ANSWERS_IDLE(
            Group.RUNNING,
            Need.NEVER,
            Form.DURATION,
            "10s",
            "",
            "How long nothing of an answer may be read before the connection is closed"),
    FLAGSHIPS_ANSWERS_LONGEST(
            Group.RUNNING, Need.NEVER, Form.DURATION, "5m", "", "How long an answer may take to be read altogether"),
    FLAGSHIPS_TRACING_ENABLED(Group.RUNNING, Need.NEVER, Form.SWITCH, "false", "", "Whether spans are made"),
    FLAGSHIPS_TRACING_RATIO(Group.RUNNING, Need.NEVER, Form.RATIO, "0.0", "", "Which share of traces is sent"),
    QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT(
            Group.RUNNING,
            Need.NEVER,
            Form.URL,
            "http://localhost:4317",
            "",
            "Where spans are sent to (OTLP over gRPC)"),
    FLAGSHIPS_SHUTDOWN_DELAY(
            Group.RUNNING,
            Need.NEVER,
            Form.DURATION,
            "0s",
            "5s",
            "How long it still serves, not ready any more, after it was told to stop"),
    QUARKUS_PROFILE(
            Group.RUNNING,
            Need.NEVER,
            Form.TEXT,
            "prod",
            "",
            "local: what is not said has the values of one machine, and tokens of ./flagships are taken. ./flagships sets it"),
    QUARKUS_INIT_AND_EXIT(
            Group.RUNNING,
            Need.NEVER,
            Form.SWITCH,
            "false",
            "",
            "With FLAGSHIPS_MIGRATE=true: migrate, then end. Nothing is served, read or published"),
    QUARKUS_CONFIG_LOCATIONS(
            Group.RUNNING,
            Need.NEVER,
            Form.FILE,
            "",
            "",
            "A file of properties that is read beside the environment; Compose hands over made keys in it"),
    QUARKUS_HTTP_HOST(Group.RUNNING, Need.NEVER, Form.TEXT, "0.0.0.0", "", "The address it serves at"),
    QUARKUS_HTTP_PORT(Group.RUNNING, Need.NEVER, Form.NUMBER, "8081, 8082, 8083", "", "The port it serves at"),
    QUARKUS_MANAGEMENT_HOST(Group.RUNNING, Need.NEVER, Form.TEXT, "0.0.0.0", "", "The address of health and metrics"),
    QUARKUS_MANAGEMENT_PORT(
            Group.RUNNING, Need.NEVER, Form.NUMBER, "9081, 9082, 9083", "", "The port of health and metrics"),
    QUARKUS_LOG_LEVEL(Group.RUNNING, Need.NEVER, Form.TEXT, "INFO", "", "What is logged: ERROR, WARN, INFO or DEBUG"),
    JAVA_TOOL_OPTIONS(Group.RUNNING, Need.NEVER, Form.TEXT, "", "", "Options of the JVM, as the size of its heap"),

    FLAGSHIPS_HOME(Group.LAUNCHER_ONLY, Need.NEVER, Form.FILE, ".flagships", "", "Where data, keys and logs are kept"),
    FLAGSHIPS_PORT_OFFSET(Group.LAUNCHER_ONLY, Need.NEVER, Form.NUMBER, "0", "", "Added to every port"),
    FLAGSHIPS_NO_BUILD(Group.LAUNCHER_ONLY, Need.NEVER, Form.SWITCH, "false", "", "Takes what is built as it is"),
    FLAGSHIPS_NO_INSTALL(
            Group.LAUNCHER_ONLY,
            Need.NEVER,
            Form.SWITCH,
            "false",
            "",
            "Lets the tests install nothing: what wants a program that is not here is left out"),
    FLAGSHIPS_TOOLS(
            Group.LAUNCHER_ONLY,
            Need.NEVER,
            Form.FILE,
            "~/.cache/flagships/tools",
            "",
            "Where programs are kept that the tests call and the machine has not; ./flagships test says it to them"),
    FLAGSHIPS_TEST_PLATFORM(
            Group.LAUNCHER_ONLY,
            Need.NEVER,
            Form.FILE,
            "",
            "",
            "Properties of servers that tests use instead of their own");

    /** What belongs together, and who knows it. */
    public enum Group {
        POSTGRES("PostgreSQL", EnumSet.of(INITIATIVE_SERVICE, CASE_SERVICE, REPORTING_SERVICE)),
        KAFKA("Kafka", EnumSet.of(INITIATIVE_SERVICE, CASE_SERVICE, REPORTING_SERVICE)),
        WHO("Who may do what", EnumSet.of(INITIATIVE_SERVICE, CASE_SERVICE, REPORTING_SERVICE)),
        INITIATIVES_READERS("Reading what another service published", EnumSet.of(CASE_SERVICE, REPORTING_SERVICE)),
        WRITERS("Writing", EnumSet.of(INITIATIVE_SERVICE, CASE_SERVICE)),
        REPORTING("Reporting", EnumSet.of(REPORTING_SERVICE)),
        RUNNING("Running", EnumSet.of(INITIATIVE_SERVICE, CASE_SERVICE, REPORTING_SERVICE)),
        LAUNCHER_ONLY("Of ./flagships alone", EnumSet.of(LAUNCHER));

        private final String title;
        private final Set<Deployed> knownBy;

        Group(String title, Set<Deployed> knownBy) {
            this.title = title;
            this.knownBy = Collections.unmodifiableSet(knownBy);
        }

        /** Who knows the settings of this group. */
        public Set<Deployed> knownBy() {
            return knownBy;
        }

        /** As a heading. */
        public String title() {
            return title;
        }
    }

    /** When a service in production does not start without it. */
    public enum Need {
        NEVER("no"),
        /** To serve; the step that only migrates does without. */
        SERVING("to serve"),
        /** Where {@code FLAGSHIPS_MIGRATE=true}. */
        MIGRATING("to migrate"),
        ALWAYS("yes"),
        /** Never: production refuses it. */
        LOCAL("refused");

        private final String said;

        Need(String said) {
            this.said = said;
        }

        /** In a word or two. */
        public String said() {
            return said;
        }
    }

    /** What its value looks like, and its unit. */
    public enum Form {
        TEXT("text", ".+"),
        /** Comes from a Secret, and is never logged. */
        SECRET("secret", ".+"),
        FILE("path of a file", ".+"),
        URL("URL", "https?://[^\\s]+"),
        NUMBER("number", "\\d{1,9}"),
        RATIO("share, 0.0 to 1.0", "0(\\.\\d+)?|1(\\.0+)?"),
        DURATION("duration, as 500ms, 5s or 10m", "\\d+(ms|s|m|h|d)?|P.+"),
        SWITCH("true or false", "true|false");

        private final String said;
        private final Pattern pattern;

        Form(String said, String pattern) {
            this.said = said;
            this.pattern = Pattern.compile(pattern);
        }

        /** In a few words. */
        public String said() {
            return said;
        }

        boolean fits(String value) {
            return pattern.matcher(value.strip()).matches();
        }
    }

    private final Group group;
    private final Need need;
    private final Form form;
    private final String local;
    private final String production;
    private final String meaning;

    Setting(Group group, Need need, Form form, String local, String production, String meaning) {
        this.group = group;
        this.need = need;
        this.form = form;
        this.local = local;
        this.production = production;
        this.meaning = meaning;
    }

    /** What it belongs to. */
    public Group group() {
        return group;
    }

    /** Who knows it. */
    public Set<Deployed> knownBy() {
        return group.knownBy;
    }

    /** When production does not start without it. */
    public Need need() {
        return need;
    }

    /** What its value looks like, and its unit. */
    public Form form() {
        return form;
    }

    /** Whether it comes from a Secret. */
    public boolean secret() {
        return form == Form.SECRET;
    }

    /** Its value where nothing is said, outside production. */
    public Optional<String> local() {
        return local.isEmpty() ? Optional.empty() : Optional.of(local);
    }

    /** Its value where nothing is said, in production; none where production needs it said. */
    public Optional<String> production() {
        if (!production.isEmpty()) {
            return Optional.of(production);
        }
        return need == Need.NEVER ? local() : Optional.empty();
    }

    /** What it is for. */
    public String meaning() {
        return meaning;
    }

    /** Whether this variable is the one that a property's name is read from, as {@code flagships.postgres.host}. */
    public boolean isOf(String property) {
        return variable(property).equals(name());
    }

    /** The variable that a property is read from. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
