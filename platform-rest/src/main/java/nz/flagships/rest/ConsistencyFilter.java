package nz.flagships.rest;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import nz.flagships.events.ConsistencyToken;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Read your writes: a request with a {@code Consistency-Token} waits until this service has applied what it names, two
 * seconds at most. A query is then refused with 503; a write goes on, since it may well not need what is late, and says
 * so itself (422 with Retry-After) where it does.
 */
@Provider
public class ConsistencyFilter implements ResteasyReactiveContainerRequestFilter {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Instance<ConsistencyGate> gates;
    private final ExecutorService threads;

    ConsistencyFilter(@Any Instance<ConsistencyGate> gates, @VirtualThreads ExecutorService threads) {
        this.gates = gates;
        this.threads = threads;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        String header = request.getHeaderString(ConsistencyToken.HEADER);
        if (header == null || header.isBlank()) {
            return;
        }
        List<ConsistencyToken> tokens = parse(header);
        boolean query = "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
        request.suspend();
        threads.execute(() -> {
            try {
                boolean applied = true;
                for (ConsistencyGate gate : gates) {
                    applied &= gate.await(tokens, AT_MOST);
                }
                if (applied || !query) {
                    request.resume();
                } else {
                    request.resume(RequestRule.NOT_YET_CONSISTENT.exception());
                }
            } catch (RuntimeException e) {
                request.resume(e);
            }
        });
    }

    private static List<ConsistencyToken> parse(String header) {
        try {
            return ConsistencyToken.parse(header);
        } catch (IllegalArgumentException e) {
            throw RequestRule.BAD_CONSISTENCY_TOKEN.exception();
        }
    }
}
