package nz.flagships.eventstore.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import nz.flagships.events.Problem;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.metrics.Metric;

/** Counts what became of the facts that were posted. */
@Singleton
public final class Tally {
    private enum Result {
        STORED,
        DUPLICATE,
        VALID,
        REJECTED,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** From 0, so that the first of its kind shows. */
    void begin(@Observes StartupEvent start, MeterRegistry meters) {
        for (Result result : Result.values()) {
            Metric.FACTS.counter(meters, result.label());
        }
    }

    static void count(Outcome outcome) {
        count(
                switch (outcome) {
                    case Outcome.Stored stored -> Result.STORED;
                    case Outcome.Duplicate duplicate -> Result.DUPLICATE;
                    case Outcome.Valid valid -> Result.VALID;
                    case Outcome.Rejected(var problem) -> refused(problem);
                });
    }

    /** A posting that did not get as far as a decision. */
    public static void count(Throwable failure) {
        count(
                switch (failure) {
                    case ProblemException e -> refused(e.problem());
                    case RuntimeException e when e instanceof AuthenticationException -> Result.REJECTED;
                    default -> Result.FAILED;
                });
    }

    private static Result refused(Problem problem) {
        return problem.status() >= 500 ? Result.FAILED : Result.REJECTED;
    }

    private static void count(Result result) {
        Metric.FACTS.counter(Metrics.globalRegistry, result.label()).increment();
    }
}
