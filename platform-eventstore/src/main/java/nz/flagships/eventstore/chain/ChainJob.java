package nz.flagships.eventstore.chain;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import javax.sql.DataSource;
import nz.flagships.eventstore.store.StoreUnavailable;
import nz.flagships.rest.Redacted;
import nz.flagships.rest.metrics.Metric;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has the history verified: a pass each night, what has come since every minute, and a pass when an operator wants one. */
@Singleton
@Startup
class ChainJob {
    private static final Logger LOG = Logger.getLogger(ChainJob.class);

    private final ChainVerification verification;
    private final ChainRecords records;
    /** The last that is known: while PostgreSQL is away, a time that has passed and a break that was found stay what they are. */
    private volatile @Nullable Known known;

    private record Known(Instant completed, long broken) {}

    @Inject
    ChainJob(
            DataSource dataSource,
            MeterRegistry meters,
            @ConfigProperty(name = "flagships.log.page-bytes", defaultValue = "4194304") long pageBytes) {
        ChainVerification.Settings usual = ChainVerification.Settings.DEFAULT;
        verification = new ChainVerification(
                dataSource,
                new ChainVerification.Settings(usual.lease(), usual.pageEvents(), pageBytes, usual.share()),
                meters);
        records = new ChainRecords(dataSource);
        Metric.CHAIN_BREAKS.gauge(meters, this, me -> {
            Known seen = me.known;
            return seen == null ? Double.NaN : seen.broken();
        });
        Metric.CHAIN_COMPLETED.gauge(meters, this, me -> {
            Known seen = me.known;
            return seen == null ? Double.NaN : seen.completed().getEpochSecond();
        });
    }

    /** Known from the start: an alert on an age has nothing to go by until then. */
    void begin(@Observes StartupEvent start) {
        Thread.ofVirtual().name("first-look-at-the-chain").start(() -> {
            try {
                look();
            } catch (StoreUnavailable e) {
                LOG.warnf("What was verified is not known yet: %s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("What was verified could not be read; it is tried again", Redacted.of(e));
            }
        });
    }

    @Scheduled(
            every = "${flagships.chain.every:1m}",
            delayed = "${flagships.chain.after:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            identity = "chain")
    @RunOnVirtualThread
    void work() {
        try {
            look();
            if (verification.work()) {
                look();
            }
        } catch (StoreUnavailable e) {
            LOG.warnf("The verification waits: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The verification failed; it is tried again", Redacted.of(e));
        }
    }

    /** Begins a pass, unless one is under way, and goes to work on it by itself. */
    void begin() {
        verification.begin();
        Thread.ofVirtual().name("verify-chain").start(this::work);
    }

    ChainStatus status() {
        return verification.status();
    }

    void stop(@Observes ShutdownEvent event) {
        verification.stop();
    }

    private void look() {
        ChainStatus status = verification.status();
        ChainStatus.Pass completed = status.completed();
        Instant at = completed == null ? null : completed.completed();
        known = new Known(at == null ? records.since() : at, status.broken());
    }
}
