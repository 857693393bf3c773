package nz.flagships.rest.metrics;

import static nz.flagships.rest.metrics.Metric.Aggregate.EACH;
import static nz.flagships.rest.metrics.Metric.Aggregate.MAX;
import static nz.flagships.rest.metrics.Metric.Aggregate.SUM;
import static nz.flagships.rest.metrics.Metric.Kind.COUNTER;
import static nz.flagships.rest.metrics.Metric.Kind.GAUGE;
import static nz.flagships.rest.metrics.Metric.Kind.HISTOGRAM;
import static nz.flagships.rest.metrics.Metric.Kind.SUMMARY;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Every metric of our own, by the name that Prometheus sees. What is not said here (or in {@link Foreign}) is not emitted.
 *
 * <p>No label ever carries an id, a name or anything that was posted: labels have values from a list that the code ends.
 * Every metric has the label {@code application} besides those said here.
 */
public enum Metric {
    BUILD_INFO("flagships_build_info", GAUGE, EACH, "Which version runs, on which Java; always 1", "version", "java"),

    FACTS(
            "flagships_facts_total",
            COUNTER,
            SUM,
            "Facts that were posted, one by one or in a batch: stored, duplicate, valid (a dry run), rejected by a rule, or failed"
                    + " for a reason of ours (5xx)",
            "result"),
    REFUSALS(
            "flagships_refusals_total",
            COUNTER,
            SUM,
            "Problems answered, by the code of the rule: docs/api/problems.md",
            "code"),

    APPEND_QUEUE("flagships_append_queue_depth", GAUGE, SUM, "Items that wait to be appended; 8192 is full"),
    APPEND_OVERLOADED("flagships_append_overloaded_total", COUNTER, SUM, "Items refused because the queue was full"),
    APPEND_CONNECTION_LOST(
            "flagships_append_connection_lost_total",
            COUNTER,
            SUM,
            "Tries of an appender that failed because PostgreSQL could not be reached"),
    APPEND_FAULTS(
            "flagships_append_faults_total",
            COUNTER,
            SUM,
            "Batches that an appender gave up for an error of the process, as memory that ran out; it goes on with the next"),
    APPEND_SECONDS(
            "flagships_append_seconds",
            HISTOGRAM,
            SUM,
            "From an item's arrival in the queue to its answer, which goes out after the commit"),
    APPEND_TRANSACTION("flagships_append_transaction_seconds", SUMMARY, SUM, "One transaction of an appender"),
    APPEND_BATCH("flagships_append_batch_items", SUMMARY, SUM, "Items per transaction"),

    SHARD_HEAD(
            "flagships_shard_head",
            GAUGE,
            MAX,
            "Position of the last event committed; not a number when unknown",
            "shard"),
    SHARD_PUBLISHED(
            "flagships_shard_published",
            GAUGE,
            MAX,
            "Position of the last event that Kafka has acknowledged; not a number when unknown",
            "shard"),
    SHARD_EPOCH(
            "flagships_shard_epoch",
            GAUGE,
            MAX,
            "Raised by one when a restore was found to have moved the shard back; not a number when unknown",
            "shard"),

    RELAY_UNPUBLISHED(
            "flagships_relay_unpublished",
            GAUGE,
            MAX,
            "Committed events that Kafka has not acknowledged; not a number when unknown"),
    RELAY_OLDEST(
            "flagships_relay_oldest_unpublished_seconds",
            GAUGE,
            MAX,
            "Age of the oldest committed event that Kafka has not acknowledged, 0 for none; not a number when unknown"),
    RELAY_PUBLISH(
            "flagships_relay_publish_seconds", HISTOGRAM, SUM, "From an event's commit to Kafka's acknowledgement"),
    RELAY_ROUND("flagships_relay_round_events", SUMMARY, SUM, "Events per round of the relay"),
    RELAY_FAILURES(
            "flagships_relay_failures_total", COUNTER, SUM, "Rounds of the relay that failed and were tried again"),
    RELAY_FAILING(
            "flagships_relay_failing",
            GAUGE,
            MAX,
            "1 from a failure of the relay until Kafka and PostgreSQL have answered it again; an idle relay notices nothing"),
    RELAY_EPOCHS(
            "flagships_relay_epochs_raised_total",
            COUNTER,
            SUM,
            "Times a shard began a new epoch since its database was behind its topic"),
    RELAY_HELD("flagships_relay_shards_held", GAUGE, SUM, "Shards that this replica relays; 16 over all replicas"),
    RELAY_STUCK(
            "flagships_relay_shards_stuck",
            GAUGE,
            MAX,
            "Shards stopped at an event whose published form cannot be made"),

    DEADLINES_OVERDUE(
            "flagships_deadlines_overdue",
            GAUGE,
            MAX,
            "Deadlines that are due and not said yet; not a number when unknown"),
    DEADLINES_OLDEST(
            "flagships_deadlines_oldest_overdue_seconds",
            GAUGE,
            MAX,
            "How long the oldest of them has been due, 0 for none; not a number when unknown"),

    CHAIN_VERIFIED(
            "flagships_chain_verified_events_total",
            COUNTER,
            SUM,
            "Events whose place and hash the verification of the history looked at"),
    CHAIN_BREAKS(
            "flagships_chain_breaks",
            GAUGE,
            MAX,
            "Places where the history is not what was appended, of the last whole pass or the one since; not a number when unknown"),
    CHAIN_COMPLETED(
            "flagships_chain_completed_timestamp_seconds",
            GAUGE,
            MAX,
            "When the history was last verified from its first event to its last (Unix time); before the first time, when that"
                    + " began; not a number when unknown"),

    DATABASE_REACHABLE(
            "flagships_database_reachable",
            GAUGE,
            EACH,
            "1 when PostgreSQL answered within the last ten seconds, asked every second: by the event store or by the reader",
            "by"),

    READER_LAG(
            "flagships_reader_lag",
            GAUGE,
            MAX,
            "Events known to exist that are not applied yet; at least so many while the source is not reachable, not a number while"
                    + " PostgreSQL is not",
            "source",
            "shard"),
    READER_POSITION(
            "flagships_reader_position",
            GAUGE,
            MAX,
            "Position of the cursor; not a number when unknown",
            "source",
            "shard"),
    READER_AGE(
            "flagships_reader_age_seconds",
            GAUGE,
            MAX,
            "How long events have waited that are known to exist, 0 when none do; goes on growing while PostgreSQL is away",
            "source",
            "shard"),
    READER_STOPPED("flagships_reader_stopped", GAUGE, MAX, "1 while the shard goes no further", "source", "shard"),
    READER_FRESHNESS(
            "flagships_reader_freshness_seconds",
            HISTOGRAM,
            SUM,
            "From an event's commit in its source to its commit in the read models",
            "source"),
    READER_BATCH("flagships_reader_batch_seconds", SUMMARY, SUM, "One transaction: rows and cursors"),
    READER_BATCH_EVENTS("flagships_reader_batch_events", SUMMARY, SUM, "Events applied by one transaction"),
    READER_RETRIES(
            "flagships_reader_retries_total",
            COUNTER,
            SUM,
            "Batches that were tried again because PostgreSQL could not take them"),
    READER_GAPS(
            "flagships_reader_gaps_total",
            COUNTER,
            SUM,
            "Times positions did not arrive from Kafka and were asked of the source's log",
            "source"),
    READER_REPAIRED(
            "flagships_reader_repaired_total",
            COUNTER,
            SUM,
            "Events that came from the source's log and not from Kafka",
            "source"),
    READER_UNREADABLE(
            "flagships_reader_unreadable_total",
            COUNTER,
            SUM,
            "Records on the topic that are no events of ours",
            "source"),
    READER_STOPS(
            "flagships_reader_stops_total",
            COUNTER,
            SUM,
            "Times a shard was stopped: GAP, POISON, AHEAD_OF_SOURCE, EPOCH",
            "source",
            "reason"),
    READER_PARKED(
            "flagships_reader_parked",
            GAUGE,
            MAX,
            "Events that are set aside with their streams, since one of each cannot be taken; not a number when unknown",
            "source"),
    READER_CHANNEL(
            "flagships_reader_channel_running",
            GAUGE,
            EACH,
            "1 while the channel from Kafka brings what is published; 0 when it has ended, or what was published did not arrive",
            "source"),
    READER_CHANNEL_RESTARTS(
            "flagships_reader_channel_restarts_total",
            COUNTER,
            SUM,
            "Times a channel from Kafka ended and was opened anew",
            "source"),
    READER_FAULTS(
            "flagships_reader_faults_total",
            COUNTER,
            SUM,
            "Times a loop of the reader met what it did not expect and went on: feed, catch-up, own-log, heads,"
                    + " quarantine, gate",
            "loop"),
    READER_SOURCE(
            "flagships_reader_source_reachable",
            GAUGE,
            EACH,
            "1 when the source said within the last ten seconds how far it is",
            "source"),
    CONTINUITY_MISSING(
            "flagships_continuity_missing",
            GAUGE,
            MAX,
            "Events passed over (never, but for a fault), and those that a stopped shard holds back; not a number when unknown",
            "source");

    /** What Prometheus is told it is. */
    public enum Kind {
        /** Only ever rises, from 0 at the start of the process. */
        COUNTER,
        /** As it is now. */
        GAUGE,
        /** {@code _bucket}, {@code _count}, {@code _sum}: shares and percentiles can be asked of it, over all replicas. */
        HISTOGRAM,
        /** {@code _count}, {@code _sum}, and {@code _max} over the last minutes: a mean and a maximum. */
        SUMMARY;

        List<String> samples(String name) {
            return switch (this) {
                case COUNTER, GAUGE -> List.of(name);
                case HISTOGRAM -> List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
                case SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
            };
        }
    }

    /** How the values of several replicas become one. */
    public enum Aggregate {
        /** Each replica counts what it did itself. */
        SUM,
        /** Of something they share, as a database: each says the same, so the largest is taken, never a sum. */
        MAX,
        /** Of the process: looked at one by one. */
        EACH
    }

    private static final List<Duration> BUCKETS = List.of(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));

    private final String prometheusName;
    private final Kind kind;
    private final Aggregate aggregate;
    private final String meaning;
    private final List<String> labels;

    Metric(String prometheusName, Kind kind, Aggregate aggregate, String meaning, String... labels) {
        this.prometheusName = prometheusName;
        this.kind = kind;
        this.aggregate = aggregate;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** As Prometheus sees it: {@code flagships_relay_failures_total}. */
    public String prometheusName() {
        return prometheusName;
    }

    /** What Prometheus is told it is. */
    public Kind kind() {
        return kind;
    }

    /** How the values of several replicas become one. */
    public Aggregate aggregate() {
        return aggregate;
    }

    /** One sentence, without unit: the name has it. */
    public String meaning() {
        return meaning;
    }

    /** Its labels besides {@code application}. */
    public List<String> labels() {
        return labels;
    }

    /** Every name under which it has samples. */
    public List<String> samples() {
        return kind.samples(prometheusName);
    }

    /** The unit by the name's end: seconds, a count of events or items, or none. */
    public String unit() {
        String bare = prometheusName.endsWith("_total")
                ? prometheusName.substring(0, prometheusName.length() - "_total".length())
                : prometheusName;
        return bare.endsWith("_seconds") ? "seconds" : "count";
    }

    /** Micrometer's name of it, from which the registry makes Prometheus' one again. */
    public String meterName() {
        return switch (kind) {
            case COUNTER -> prometheusName.substring(0, prometheusName.length() - "_total".length());
            case GAUGE ->
                // Prometheus keeps this ending for itself; Micrometer knows it by the dot.
                prometheusName.endsWith("_info")
                        ? prometheusName.substring(0, prometheusName.length() - "_info".length()) + ".info"
                        : prometheusName;
            case HISTOGRAM, SUMMARY ->
                prometheusName.endsWith("_seconds")
                        ? prometheusName.substring(0, prometheusName.length() - "_seconds".length())
                        : prometheusName;
        };
    }

    /**
     * A gauge over an object that somebody else keeps alive.
     *
     * @param labelValues one per label, in their order
     */
    public <T> void gauge(MeterRegistry meters, T of, ToDoubleFunction<T> value, String... labelValues) {
        require(GAUGE);
        Gauge.builder(meterName(), of, value)
                .description(meaning)
                .tags(tags(labelValues))
                .register(meters);
    }

    /** A counter, which stands at 0 from now on: what was never counted can otherwise not be told from what is not there. */
    public Counter counter(MeterRegistry meters, String... labelValues) {
        require(COUNTER);
        return Counter.builder(meterName())
                .description(meaning)
                .tags(tags(labelValues))
                .register(meters);
    }

    /** A timer: with buckets where it is a histogram. */
    public Timer timer(MeterRegistry meters, String... labelValues) {
        Timer.Builder builder = Timer.builder(meterName()).description(meaning).tags(tags(labelValues));
        return switch (kind) {
            case HISTOGRAM ->
                builder.serviceLevelObjectives(BUCKETS.toArray(Duration[]::new)).register(meters);
            case SUMMARY -> builder.register(meters);
            case COUNTER, GAUGE -> throw new IllegalStateException(this + " is no timer");
        };
    }

    /** What is counted each time, as the events of a round. */
    public DistributionSummary summary(MeterRegistry meters, String... labelValues) {
        require(SUMMARY);
        return DistributionSummary.builder(meterName())
                .description(meaning)
                .tags(tags(labelValues))
                .register(meters);
    }

    private void require(Kind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException(this + " is a " + kind);
        }
    }

    private String[] tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(this + " has the labels " + labels + ", not " + Arrays.toString(values));
        }
        String[] tags = new String[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            tags[2 * i] = labels.get(i);
            tags[2 * i + 1] = values[i];
        }
        return tags;
    }
}
