package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class RedactedLogTest {
    private static final RedactedLog FILTER = new RedactedLog();

    @Test
    void whatLibrariesStumbleOverIsNotLogged() {
        for (String logger : new String[] {
            "io.vertx.core.impl.ContextImpl",
            "io.quarkus.vertx.http.runtime.QuarkusErrorHandler",
            "org.jboss.resteasy.reactive.common.core.AbstractResteasyReactiveContext",
            "io.smallrye.reactive.messaging.kafka",
            "io.smallrye.health",
            "org.hibernate.engine.jdbc.spi.SqlExceptionHelper"
        }) {
            assertThat(logged(logger))
                    .as(logger)
                    .contains("IllegalArgumentException")
                    .doesNotContain("Jane");
        }
    }

    @Test
    void whatAnOperatorNeedsAtTheStartStays() {
        assertThat(logged("io.quarkus.runtime.Application")).contains("Jane");
    }

    private static String logged(String logger) {
        ExtLogRecord line = new ExtLogRecord(
                Level.SEVERE,
                logger.endsWith("QuarkusErrorHandler")
                        ? "HTTP Request to %s failed, error id: %s"
                        : "Unhandled exception",
                ExtLogRecord.FormatStyle.PRINTF,
                "x");
        line.setLoggerName(logger);
        line.setParameters(new Object[] {"/v1/cases/Jane", "1"});
        line.setThrown(new IllegalStateException("Jane Citizen", new IllegalArgumentException("Jane")));
        assertThat(FILTER.isLoggable(line)).isTrue();
        StringWriter said = new StringWriter();
        said.append(
                new ExtFormatter() {
                    @Override
                    public String format(ExtLogRecord each) {
                        return formatMessage(each);
                    }
                }.format(line));
        line.getThrown().printStackTrace(new PrintWriter(said, true));
        return said.toString();
    }
}
