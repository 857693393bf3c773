package nz.flagships.rest;

import io.quarkus.logging.LoggingFilter;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps out of the log what libraries say of requests and records: their exceptions carry the value that they stumbled over, and
 * some lines the address, and both may be about people. What is kept is which class failed where, which is what a fault is found
 * by. Our own lines name no value; the rest of the framework says at the start what an operator needs, and is left alone.
 */
@LoggingFilter(name = "redacted")
public final class RedactedLog implements Filter {
    /** Who handles what callers and other systems send. */
    private static final Set<String> HANDLERS = Set.of(
            "io.quarkus.vertx",
            "io.quarkus.oidc",
            "io.quarkus.resteasy",
            "io.quarkus.smallrye",
            "io.quarkus.kafka",
            "io.quarkus.mutiny",
            "io.smallrye",
            "io.vertx",
            "io.netty",
            "org.jboss.resteasy",
            "org.apache.kafka",
            "org.hibernate",
            "org.postgresql",
            "org.jose4j",
            "com.fasterxml");

    /** Whose lines themselves name the address that was asked for. */
    private static final String NAMES_ADDRESSES = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = line.getLoggerName();
        if (logger != null && isOfAHandler(logger)) {
            if (line.getThrown() != null && !(line.getThrown() instanceof Redacted)) {
                line.setThrown(Redacted.of(line.getThrown()));
            }
            if (logger.equals(NAMES_ADDRESSES)) {
                said(line, "A request failed outside of every resource");
            }
        }
        return true;
    }

    private static void said(LogRecord line, String message) {
        line.setParameters(null);
        if (line instanceof ExtLogRecord extended) {
            extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(message);
        }
    }

    private static boolean isOfAHandler(String logger) {
        for (String handler : HANDLERS) {
            if (logger.startsWith(handler)) {
                return true;
            }
        }
        return false;
    }
}
