package nz.flagships.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/** What the tests of this module ask. */
@Path("/v1/echo")
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {
    record Said(String word, int times) {}

    private final Callers callers;
    private final Admission admission;

    EchoResource(Callers callers, Admission admission) {
        this.callers = callers;
        this.admission = admission;
    }

    @GET
    @RunOnVirtualThread
    public Map<String, Object> who() {
        Caller caller = callers.required();
        return Map.of("agency", caller.agency(), "actor", caller.actor(), "roles", caller.roles());
    }

    @GET
    @Path("/deferred")
    public Uni<Map<String, Object>> deferred(
            @QueryParam("word") @Nullable String word, @QueryParam("after") @Nullable String after) {
        return callers.deferred()
                .map(c -> Map.of("agency", c.map(Caller::agency).orElse("nobody")));
    }

    @GET
    @Path("/operators")
    @RunOnVirtualThread
    public Map<String, Object> operators() {
        callers.require(Role.OPERATOR);
        return Map.of();
    }

    @GET
    @Path("/broken")
    public Map<String, Object> broken() {
        throw new IllegalStateException("Key (name)=(Jane Citizen) exists");
    }

    @GET
    @Path("/numbers")
    public Map<String, Object> numbers() {
        return Map.of("numbers", List.of(new BigDecimal("1E+1"), new BigDecimal("2.57E+8"), new BigDecimal("1E-7")));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Said say(Said said) {
        return said;
    }

    @POST
    @Path("/bytes")
    @Consumes(MediaType.WILDCARD)
    public Uni<Map<String, Object>> bytes(byte[] body) {
        return Uni.createFrom().item(Map.of("length", body.length));
    }

    @GET
    @Path("/large")
    @RunOnVirtualThread
    public String large(@QueryParam("bytes") int bytes) {
        return admission.large(size -> {
            size.accept(bytes);
            return "x".repeat(bytes);
        });
    }

    /** Requests that are under way until they are let go. */
    static final Queue<CompletableFuture<String>> HELD = new ConcurrentLinkedQueue<>();

    /** Of each of those, whether who asked has gone. */
    static final Queue<BooleanSupplier> GONE = new ConcurrentLinkedQueue<>();
    /** How many of those hold their place no more. */
    static final AtomicInteger ENDED = new AtomicInteger();
    /** How many requests were begun that wait for each other. */
    static final AtomicInteger BEGUN = new AtomicInteger();

    static final Semaphore QUEUE = new Semaphore(0);
    private static final ExecutorService ONE = Executors.newSingleThreadExecutor();

    @GET
    @Path("/queued")
    public Uni<String> queued() {
        BooleanSupplier gone = admission.gone();
        GONE.add(gone);
        return Uni.createFrom()
                .completionStage(admission.until(CompletableFuture.supplyAsync(
                        () -> {
                            if (!gone.getAsBoolean()) {
                                BEGUN.incrementAndGet();
                                QUEUE.acquireUninterruptibly();
                            }
                            return "done";
                        },
                        ONE)));
    }

    @GET
    @Path("/held")
    public Uni<String> held() {
        CompletableFuture<String> held = new CompletableFuture<>();
        GONE.add(admission.gone());
        admission.atTheEnd(ENDED::incrementAndGet);
        HELD.add(held);
        return Uni.createFrom().completionStage(admission.until(held));
    }

    /** As {@link #held}, but the thread waits, and nobody says that it works. */
    @GET
    @Path("/blocking")
    @RunOnVirtualThread
    public String blocking() {
        CompletableFuture<String> held = new CompletableFuture<>();
        GONE.add(admission.gone());
        admission.atTheEnd(ENDED::incrementAndGet);
        HELD.add(held);
        return held.join();
    }

    /** The threads that make a large answer, or wait for their turn to. */
    static final Queue<Thread> MAKERS = new ConcurrentLinkedQueue<>();
    /** Who had their turn, in that order. */
    static final Queue<String> MAKING = new ConcurrentLinkedQueue<>();
    /** One for each that is to be made. */
    static final Semaphore MADE = new Semaphore(0);

    @GET
    @Path("/making")
    @RunOnVirtualThread
    public String making(@QueryParam("who") String who) {
        return making(admission, who);
    }

    /** Makes an answer until it is let go. */
    static String making(Admission admission, String who) {
        MAKERS.add(Thread.currentThread());
        return admission.large(size -> {
            MAKING.add(who);
            MADE.acquireUninterruptibly();
            return who;
        });
    }

    @GET
    @Path("/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> live() {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item("here"), Multi.createFrom().nothing());
    }

    /** Has applied position 5 of shard 1, and never more. */
    @ApplicationScoped
    static class Gate implements ConsistencyGate {
        @Override
        public CompletionStage<Answer> await(List<ConsistencyToken> tokens, Duration atMost, boolean known) {
            return CompletableFuture.completedFuture(
                    tokens.stream().allMatch(t -> t.position() <= 5) ? Answer.APPLIED : Answer.NOT_YET);
        }
    }
}
