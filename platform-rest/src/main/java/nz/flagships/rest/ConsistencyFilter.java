package nz.flagships.rest;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.rest.ConsistencyGate.Answer;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Read your writes: a request with a {@code Consistency-Token} waits until this service has applied what it names, two
 * seconds at most. A query is then refused with 503; a write goes on, since it may well not need what is late, and says
 * so itself (422 with Retry-After) where it does.
 */
@Provider
public class ConsistencyFilter implements ResteasyReactiveContainerRequestFilter {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Instance<ConsistencyGate> gates;
    private final Callers callers;
    private final ExecutorService threads;

    ConsistencyFilter(@Any Instance<ConsistencyGate> gates, Callers callers, @VirtualThreads ExecutorService threads) {
        this.gates = gates;
        this.callers = callers;
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
        callers.deferred()
                .map(Optional::isPresent)
                .onFailure()
                .recoverWithItem(false)
                // A write without a token is refused whatever it would see.
                .chain(known ->
                        known || query ? await(tokens, known) : Uni.createFrom().item(Answer.APPLIED))
                .emitOn(threads)
                .subscribe()
                .with(
                        answer -> {
                            RequestRule refused = refusal(answer, query);
                            if (refused == null) {
                                request.resume();
                            } else {
                                request.resume(refused.exception());
                            }
                        },
                        request::resume);
    }

    private Uni<Answer> await(List<ConsistencyToken> tokens, boolean known) {
        Uni<Answer> worst = Uni.createFrom().item(Answer.APPLIED);
        for (ConsistencyGate gate : gates) {
            worst = worst.chain(answer -> answer == Answer.APPLIED
                    ? Uni.createFrom().completionStage(gate.await(tokens, AT_MOST, known))
                    : Uni.createFrom().item(answer));
        }
        return worst;
    }

    private static @Nullable RequestRule refusal(Answer answer, boolean query) {
        return switch (answer) {
            case APPLIED -> null;
            case NOT_YET -> query ? RequestRule.NOT_YET_CONSISTENT : null;
            case TOO_MANY -> query ? RequestRule.TOO_MANY_WAIT : null;
        };
    }

    private static List<ConsistencyToken> parse(String header) {
        try {
            return ConsistencyToken.parse(header);
        } catch (IllegalArgumentException e) {
            throw RequestRule.BAD_CONSISTENCY_TOKEN.exception(e.getMessage());
        }
    }
}
