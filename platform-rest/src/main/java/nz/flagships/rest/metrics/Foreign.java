package nz.flagships.rest.metrics;

import java.util.List;
import nz.flagships.rest.metrics.Metric.Aggregate;
import nz.flagships.rest.metrics.Metric.Kind;

/** The metrics of the framework that are let through: those that an operator asks for at night. The others stay unsaid. */
public enum Foreign {
    HTTP_REQUESTS(
            "http.server.requests",
            "http_server_requests_seconds",
            Kind.HISTOGRAM,
            Aggregate.SUM,
            "Requests by route (never by id), method and status, from the first byte read to the last one written",
            "method",
            "uri",
            "status",
            "outcome"),
    HTTP_ACTIVE(
            "http.server.active.requests",
            "http_server_active_requests",
            Kind.GAUGE,
            Aggregate.SUM,
            "Requests that are being answered",
            "server_port",
            "url_scheme"),
    HTTP_CONNECTIONS(
            "http.server.active.connections",
            "http_server_active_connections",
            Kind.GAUGE,
            Aggregate.SUM,
            "Connections that are open",
            "server_port"),

    POOL_ACTIVE(
            "agroal.active.count",
            "agroal_active_count",
            Kind.GAUGE,
            Aggregate.SUM,
            "Connections to PostgreSQL in use; those of the appenders and of the relay always are",
            "datasource"),
    POOL_AVAILABLE(
            "agroal.available.count",
            "agroal_available_count",
            Kind.GAUGE,
            Aggregate.SUM,
            "Connections to PostgreSQL that are open and idle",
            "datasource"),
    POOL_AWAITING(
            "agroal.awaiting.count",
            "agroal_awaiting_count",
            Kind.GAUGE,
            Aggregate.SUM,
            "Threads that wait for a connection; after five seconds they give up",
            "datasource"),
    POOL_MOST(
            "agroal.max.used.count",
            "agroal_max_used_count",
            Kind.GAUGE,
            Aggregate.EACH,
            "The most connections that were open at once",
            "datasource"),
    POOL_ACQUIRED(
            "agroal.acquire.count",
            "agroal_acquire_count_total",
            Kind.COUNTER,
            Aggregate.SUM,
            "Connections that were handed out",
            "datasource"),
    POOL_WAITED(
            "agroal.blocking.time.average",
            "agroal_blocking_time_average_milliseconds",
            Kind.GAUGE,
            Aggregate.EACH,
            "How long a thread waited for a connection, on average",
            "datasource"),

    KAFKA_CONNECTIONS(
            "kafka.consumer.connection.count",
            "kafka_consumer_connection_count",
            Kind.GAUGE,
            Aggregate.SUM,
            "The reader's open connections to Kafka; 0 while it is away",
            "client_id",
            "kafka_version"),
    KAFKA_PARTITIONS(
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka_consumer_coordinator_assigned_partitions",
            Kind.GAUGE,
            Aggregate.SUM,
            "Partitions that this replica reads; 16 per topic over all replicas",
            "client_id",
            "kafka_version"),
    KAFKA_REBALANCES(
            "kafka.consumer.coordinator.rebalance.total",
            "kafka_consumer_coordinator_rebalance_total",
            Kind.COUNTER,
            Aggregate.SUM,
            "Times the partitions were shared out anew",
            "client_id",
            "kafka_version"),
    KAFKA_RECORDS(
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka_consumer_fetch_manager_records_consumed_total",
            Kind.COUNTER,
            Aggregate.SUM,
            "Records that arrived from Kafka; once more per topic, with the label topic",
            "client_id",
            "kafka_version"),

    JVM_MEMORY_USED(
            "jvm.memory.used",
            "jvm_memory_used_bytes",
            Kind.GAUGE,
            Aggregate.EACH,
            "Memory in use, by area and pool",
            "area",
            "id"),
    JVM_MEMORY_MAX(
            "jvm.memory.max",
            "jvm_memory_max_bytes",
            Kind.GAUGE,
            Aggregate.EACH,
            "The most it may become; −1 where there is no limit",
            "area",
            "id"),
    JVM_PAUSE(
            "jvm.gc.pause",
            "jvm_gc_pause_seconds",
            Kind.SUMMARY,
            Aggregate.EACH,
            "Pauses of the garbage collector",
            "action",
            "cause",
            "gc"),
    JVM_OVERHEAD(
            "jvm.gc.overhead",
            "jvm_gc_overhead",
            Kind.GAUGE,
            Aggregate.EACH,
            "Share of the processor's time that went into collecting garbage, 0 to 1"),
    JVM_THREADS(
            "jvm.threads.live", "jvm_threads_live_threads", Kind.GAUGE, Aggregate.EACH, "Threads, virtual ones aside"),
    CPU("process.cpu.usage", "process_cpu_usage", Kind.GAUGE, Aggregate.EACH, "Share of the processors in use, 0 to 1"),
    CPUS("system.cpu.count", "system_cpu_count", Kind.GAUGE, Aggregate.EACH, "Processors that the process may use"),
    STARTED(
            "process.start.time",
            "process_start_time_seconds",
            Kind.GAUGE,
            Aggregate.EACH,
            "When the process began, in seconds since 1970"),
    UPTIME("process.uptime", "process_uptime_seconds", Kind.GAUGE, Aggregate.EACH, "For how long it has run"),
    FILES(
            "process.files.open",
            "process_files_open_files",
            Kind.GAUGE,
            Aggregate.EACH,
            "Files and sockets that are open"),
    FILES_MAX(
            "process.files.max",
            "process_files_max_files",
            Kind.GAUGE,
            Aggregate.EACH,
            "The most of them that there may be");

    private final String meterName;
    private final String prometheusName;
    private final Kind kind;
    private final Aggregate aggregate;
    private final String meaning;
    private final List<String> labels;

    Foreign(String meterName, String prometheusName, Kind kind, Aggregate aggregate, String meaning, String... labels) {
        this.meterName = meterName;
        this.prometheusName = prometheusName;
        this.kind = kind;
        this.aggregate = aggregate;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** Micrometer's name of it. */
    public String meterName() {
        return meterName;
    }

    /** As Prometheus sees it. */
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

    /** One sentence. */
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
}
