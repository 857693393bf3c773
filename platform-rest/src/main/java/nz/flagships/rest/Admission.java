package nz.flagships.rest;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.AttributeKey;
import io.quarkus.oidc.OIDCException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import nz.flagships.events.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in, and with how much. A request that brings a body says who sends it before a byte of the body is kept; how
 * many requests are worked on at once, and how many bytes their bodies have together, is bounded for the process and for
 * each agency (all callers without a token count as one), so that nobody takes what all need. Whoever comes beyond that
 * is told so at once, with {@code Retry-After}, rather than after a wait for what is not to be had.
 *
 * <p>A request holds its place until its answer has left: one who does not read what he asked for holds his own; and where
 * the connection goes before, until nobody works on it any more: one who asks and leaves at once holds his too, and what
 * nobody has begun to work on then is dropped. Streams that never end hold none; health and metrics have a port of their own.
 * Large answers are bounded by their bytes as well, until they have left, and who no longer reads one is given up.
 */
@ApplicationScoped
public class Admission {
    /** Under which the body that was collected is found with the request. */
    static final String BODY = Admission.class.getName() + ".body";

    /** Under which the place that a request holds is found with it. */
    private static final String STAY = Admission.class.getName() + ".stay";

    private static final AttributeKey<Requests> REQUESTS = AttributeKey.valueOf(Admission.class, "requests");

    private static final Logger LOG = Logger.getLogger(Admission.class);
    /** After the server knows how a caller is authenticated, before anything asks who it is. */
    private static final int BEFORE_ANYBODY_ASKS = 150;

    private static final String ANONYMOUS = "";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int FIRST_BYTES = 4 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** Longer than anything is worked on: what is not said to have ended by then never will be. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(10);
    /** Answers up to this size are not counted: all places together have not many megabytes of them. */
    private static final long SMALL_ANSWER = 32 * 1024;
    /**
     * So many large answers are made at once: while it is made one is several times as large as afterwards, and takes a whole
     * core, of which some are left for everybody else. All but one of them for one caller, or for all who send no token.
     */
    private static final int MAKERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Callers callers;
    private final Vertx vertx;
    private final long largest;
    private final int atOnce;
    private final int ofOne;
    private final long bytesAtOnce;
    private final long bytesOfOne;
    private volatile Duration idle;
    private volatile Duration longest;
    private final List<String> apart;
    private final CurrentVertxRequest current;
    private final long answersAtOnce;
    private volatile Duration unread;
    private volatile Duration longestUnread;
    private final AtomicLong answers = new AtomicLong();
    private final Semaphore makers = new Semaphore(MAKERS, true);
    /** Of who is known to be nobody, as where no request is handled. */
    private final Semaphore unknown = ofOneCaller();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentMap<String, Share> shares = new ConcurrentHashMap<>();
    /** Those that are on their way. One clock looks at them all: one of its own for each would cost more than what it guards. */
    private final Set<Upload> uploads = ConcurrentHashMap.newKeySet();

    Admission(
            Callers callers,
            Vertx vertx,
            CurrentVertxRequest current,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> largest,
            @ConfigProperty(name = "flagships.requests.at-once", defaultValue = "256") int atOnce,
            @ConfigProperty(name = "flagships.requests.of-one-caller", defaultValue = "160") int ofOne,
            @ConfigProperty(name = "flagships.bodies.megabytes", defaultValue = "48") int megabytes,
            @ConfigProperty(name = "flagships.bodies.of-one-caller-megabytes", defaultValue = "32") int megabytesOfOne,
            @ConfigProperty(name = "flagships.bodies.idle", defaultValue = "10s") Duration idle,
            @ConfigProperty(name = "flagships.bodies.longest", defaultValue = "2m") Duration longest,
            @ConfigProperty(name = "flagships.answers.megabytes") OptionalInt megabytesOfAnswers,
            @ConfigProperty(name = "flagships.answers.idle", defaultValue = "10s") Duration unread,
            @ConfigProperty(name = "flagships.answers.longest", defaultValue = "5m") Duration longestUnread,
            @ConfigProperty(name = "flagships.requests.apart") Optional<List<String>> apart) {
        this.callers = callers;
        this.vertx = vertx;
        this.largest = largest.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
        this.atOnce = atOnce;
        this.ofOne = ofOne;
        this.bytesAtOnce = megabytes * 1024L * 1024;
        this.bytesOfOne = megabytesOfOne * 1024L * 1024;
        this.idle = idle;
        this.longest = longest;
        this.apart = apart.orElse(List.of());
        this.current = current;
        this.answersAtOnce = megabytesOfAnswers.isPresent()
                ? megabytesOfAnswers.getAsInt() * 1024L * 1024
                : Runtime.getRuntime().maxMemory() / 8;
        this.unread = unread;
        this.longestUnread = longestUnread;
    }

    /** What an agency, or all anonymous callers, hold. */
    private static final class Share {
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong answers = new AtomicLong();
        private final Semaphore makers = ofOneCaller();
    }

    /** So many of the large answers of one caller are made, or wait to be made, at once. */
    private static Semaphore ofOneCaller() {
        return new Semaphore(Math.max(1, MAKERS - 1), true);
    }

    /** Makes an answer that may be large. */
    @FunctionalInterface
    public interface Making<T> {
        /** Makes it; before it makes what is large it says how many bytes it will have. */
        T make(LongConsumer size);
    }

    /**
     * Makes an answer that may be large, when it is its turn. What it says it will have counts until the answer has left, or
     * the connection is gone; where there is no room for it the request ends with a problem at once. Blocks.
     */
    public <T> T large(Making<T> making) {
        Stay stay = stay();
        // Who has many made waits behind himself, and with one of them at a time behind others.
        Semaphore own = stay == null ? unknown : stay.share.makers;
        own.acquireUninterruptibly();
        makers.acquireUninterruptibly();
        try {
            if (stay != null && stay.isGone()) {
                throw RequestRule.UNAVAILABLE.exception();
            }
            return making.make(size -> {
                if (stay != null && size > SMALL_ANSWER) {
                    // Once as it was made, and once on its way.
                    stay.answerWith(2 * size);
                }
            });
        } finally {
            makers.release();
            own.release();
        }
    }

    /** Counts the bytes of an answer that is made already, and shared with others, until it has left. */
    public void counted(long size) {
        Stay stay = stay();
        if (stay != null && size > SMALL_ANSWER) {
            stay.answerWith(size);
        }
    }

    /**
     * Whether whoever sent the request that is being handled is still there to read the answer; to be asked at any time, on any
     * thread. What has not been begun when they have gone need not be.
     */
    public BooleanSupplier gone() {
        Stay stay = stay();
        return stay == null ? () -> false : stay::isGone;
    }

    /** Runs it when the request that is being handled holds its place no more, however it ends; at once where it holds none. */
    public void atTheEnd(Runnable what) {
        Stay stay = stay();
        if (stay == null || !stay.atTheEnd(what)) {
            what.run();
        }
    }

    /**
     * Counts this as work on the request that is being handled. The framework gives up what it waits for when the connection
     * goes, and says then that all has ended; who still makes it is not told.
     *
     * @return completed like the given one, which is never cancelled
     */
    public <T> CompletionStage<T> until(CompletionStage<T> work) {
        Stay stay = stay();
        if (stay != null && stay.works()) {
            work.whenComplete((done, failure) -> stay.worked());
        }
        return work.thenApply(done -> done);
    }

    private @Nullable Stay stay() {
        RoutingContext rc = current.getCurrent();
        return rc == null ? null : rc.get(STAY);
    }

    /**
     * A resource begins to work on the request that is being handled.
     *
     * @param ends is given what is to be run when it has ended
     * @throws ProblemException where whoever sent it has gone
     */
    void works(Consumer<Runnable> ends) {
        Stay stay = stay();
        if (stay == null) {
            return;
        }
        if (!stay.works()) {
            throw RequestRule.UNAVAILABLE.exception();
        }
        ends.accept(stay::worked);
    }

    void watch(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_ANYBODY_ASKS);
        vertx.setPeriodic(LOOK_EVERY.toMillis(), t -> uploads.forEach(Upload::lookedAt));
    }

    /** How many requests hold a place now. */
    int running() {
        return running.get();
    }

    /** How many bytes the bodies have that are kept now. */
    long bytes() {
        return bytes.get();
    }

    /** How many bytes the large answers have that have not left yet. */
    long answers() {
        return answers.get();
    }

    /** For who tries it out, and does not want to wait. */
    void patienceWithReaders(Duration ofPauses, Duration altogether) {
        unread = ofPauses;
        longestUnread = altogether;
    }

    /** For who tries it out, and does not want to wait. */
    void patience(Duration ofPauses, Duration altogether) {
        idle = ofPauses;
        longest = altogether;
    }

    private void admit(RoutingContext rc) {
        HttpServerRequest request = rc.request();
        boolean body = bringsBody(request);
        String path = rc.normalizedPath();
        if (!body && (!path.startsWith("/v1/") || apart.contains(path))) {
            rc.next();
            return;
        }
        if (request.getHeader("Authorization") == null) {
            if (body) {
                refuse(rc, RequestRule.NO_TOKEN.problem());
            } else {
                enter(rc, ANONYMOUS, false);
            }
            return;
        }
        Optional<Caller> remembered = callers.remembered(rc);
        if (remembered.isPresent()) {
            enter(rc, remembered.get().agency(), body);
            return;
        }
        identify(rc, body);
    }

    /** Asks who it is. Without a body nobody is refused here: who reads what is public need not be known. */
    private void identify(RoutingContext rc, boolean body) {
        Context loop = vertx.getOrCreateContext();
        // The server's own handler would answer by itself.
        BiConsumer<RoutingContext, Throwable> before = rc.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        rc.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, (BiConsumer<RoutingContext, Throwable>) (context, failure) -> {});
        callers.of(rc)
                .subscribe()
                .with(
                        caller -> loop.runOnContext(then -> {
                            rc.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, before);
                            if (caller.isEmpty() && body) {
                                refuse(rc, RequestRule.NO_TOKEN.problem());
                            } else {
                                enter(rc, caller.map(Caller::agency).orElse(ANONYMOUS), body);
                            }
                        }),
                        failure -> loop.runOnContext(then -> {
                            rc.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, before);
                            if (body) {
                                refuse(rc, problem(failure));
                            } else {
                                enter(rc, ANONYMOUS, false);
                            }
                        }));
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e.problem();
            case AuthenticationFailedException e -> Problems.NOT_VERIFIED;
            case AuthenticationCompletionException e -> Problems.NOT_VERIFIED;
            case UnauthorizedException e -> RequestRule.NO_TOKEN.problem();
            case OIDCException e -> Problems.issuerAway();
            default -> {
                LOG.warnf("A token could not be checked: %s", failure.getClass().getName());
                yield Problems.NOT_VERIFIED;
            }
        };
    }

    private static boolean bringsBody(HttpServerRequest request) {
        if (!WITH_BODY.contains(request.method().name())) {
            return false;
        }
        // Before the length: where both are said, the chunks are what comes.
        if (request.getHeader("Transfer-Encoding") != null) {
            return true;
        }
        String length = request.getHeader("Content-Length");
        return length == null ? request.version() == HttpVersion.HTTP_2 : !length.equals("0");
    }

    private void enter(RoutingContext rc, String agency, boolean body) {
        if (rc.response().ended() || rc.response().closed()) {
            return;
        }
        Share share = shares.computeIfAbsent(agency, a -> new Share());
        if (share.requests.incrementAndGet() > ofOne) {
            share.requests.decrementAndGet();
            refuse(rc, RequestRule.TOO_MANY_OF_ONE.problem());
            return;
        }
        if (running.incrementAndGet() > atOnce) {
            running.decrementAndGet();
            share.requests.decrementAndGet();
            refuse(rc, RequestRule.TOO_MANY_AT_ONCE.problem());
            return;
        }
        Stay stay = new Stay(rc, share);
        stay.begin();
        if (body) {
            new Upload(rc, stay).begin();
        } else {
            rc.next();
        }
    }

    /** Answers without having read the body: the rest of it is thrown away for a moment, so that the answer is read. */
    private void refuse(RoutingContext rc, Problem problem) {
        HttpServerRequest request = rc.request();
        Edge.end(rc, problem);
        if (!request.isEnded()) {
            long timer = vertx.setTimer(LINGER.toMillis(), late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
            request.handler(thrownAway -> {});
            request.exceptionHandler(broken -> vertx.cancelTimer(timer));
            request.endHandler(ended -> vertx.cancelTimer(timer));
            request.resume();
        }
    }

    /**
     * The requests of a connection. While one is worked on nothing moves on it, and yet it is not idle: the server would cut it
     * off, and nobody would hear what became of it. Who does not read what waits to be read is idle all the same.
     */
    private static final class Requests extends ChannelInboundHandlerAdapter {
        private final AtomicInteger underWay = new AtomicInteger();

        /** Of a connection, on its event loop. */
        static Requests of(Channel channel) {
            Requests known = channel.attr(REQUESTS).get();
            if (known != null) {
                return known;
            }
            Requests requests = new Requests();
            channel.attr(REQUESTS).set(requests);
            ChannelHandlerContext server = channel.pipeline().context(VertxHandler.class);
            if (server != null) {
                channel.pipeline().addBefore(server.name(), Requests.class.getName(), requests);
            }
            return requests;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            boolean works = event instanceof IdleStateEvent
                    && underWay.get() > 0
                    && context.channel().isWritable();
            if (!works) {
                super.userEventTriggered(context, event);
            }
        }
    }

    /** A request while it holds its place. */
    private final class Stay implements ChannelFutureListener {
        private final RoutingContext rc;
        private final Share share;
        private final @Nullable Channel channel;
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger left = new AtomicInteger();
        private final AtomicLong answer = new AtomicLong();
        private long madeAt;
        private long lastRead;
        private long waiting = -1;
        /** Guarded by this. */
        private int working;
        /** Guarded by this; null when it is over. */
        private @Nullable List<Runnable> atTheEnd = List.of();

        private volatile boolean gone;
        private final @Nullable Requests requests;

        Stay(RoutingContext rc, Share share) {
            this.rc = rc;
            this.share = share;
            this.channel = rc.request().connection() instanceof ConnectionBase connection ? connection.channel() : null;
            this.requests = channel == null ? null : Requests.of(channel);
        }

        void begin() {
            rc.put(STAY, this);
            if (requests != null) {
                requests.underWay.incrementAndGet();
            }
            rc.addHeadersEndHandler(sent -> {
                String type = rc.response().headers().get("Content-Type");
                if (type != null && type.startsWith("text/event-stream")) {
                    leave();
                }
            });
            rc.addEndHandler(ended -> {
                // Also called when the connection goes before the end.
                if (ended.succeeded() && rc.response().ended()) {
                    ended();
                } else {
                    gone();
                }
            });
            // The handler above may have been replaced by one who streams.
            if (channel != null) {
                channel.closeFuture().addListener(this);
            }
        }

        @Override
        public void operationComplete(ChannelFuture closed) {
            gone();
        }

        boolean isGone() {
            return gone;
        }

        /** Nobody is there to read the answer. The work goes on where it has begun, and holds what it holds. */
        private void gone() {
            boolean first;
            boolean works;
            synchronized (this) {
                first = !gone;
                gone = true;
                works = working > 0;
            }
            if (!works) {
                leave();
            } else if (first) {
                long timer = vertx.setTimer(LONGEST_WORK.toMillis(), late -> {
                    LOG.warn("A request whose connection has gone is worked on without an end");
                    leave();
                });
                // It would else keep what the request holds until then.
                if (!atTheEnd(() -> vertx.cancelTimer(timer))) {
                    vertx.cancelTimer(timer);
                }
            }
        }

        /** False where there is nobody to work for. */
        synchronized boolean works() {
            if (gone) {
                return false;
            }
            working++;
            return true;
        }

        void worked() {
            boolean over;
            synchronized (this) {
                over = --working == 0 && gone;
            }
            if (over) {
                leave();
            }
        }

        /** False where it is over. */
        synchronized boolean atTheEnd(Runnable what) {
            if (atTheEnd == null) {
                return false;
            }
            atTheEnd = Stream.concat(atTheEnd.stream(), Stream.of(what)).toList();
            return true;
        }

        /** All of the answer was given to be written, which may wait for its turn on the connection's own thread. */
        private void ended() {
            if (channel == null || answer.get() == 0) {
                answered();
                return;
            }
            try {
                // Behind it: before that the connection takes more, and nothing has left.
                channel.eventLoop().execute(this::answered);
            } catch (RejectedExecutionException e) {
                leave(); // the service is ending
            }
        }

        /** The answer is made; it has left when the connection takes more. */
        private void answered() {
            if (channel == null || !channel.isActive() || channel.isWritable()) {
                leave();
            } else if (isRead()) {
                vertx.setTimer(LOOK_EVERY.toMillis(), later -> answered());
            } else {
                // What waits for a reader who reads no more is memory that others need.
                channel.close();
            }
        }

        /** Whether whoever asked still reads, and has not taken longer than anybody may. */
        private boolean isRead() {
            long now = System.nanoTime();
            long still = channel == null ? 0 : channel.bytesBeforeWritable();
            if (waiting < 0) {
                madeAt = now;
            }
            if (still != waiting) {
                waiting = still;
                lastRead = now;
            }
            return now - lastRead < unread.toNanos() && now - madeAt < longestUnread.toNanos();
        }

        /** Counts the bytes of the answer, which are on their way until this is left. */
        void answerWith(long size) {
            // One that is larger than all may be is alone, rather than never to be had.
            long ours = share.answers.addAndGet(size);
            long all = answers.addAndGet(size);
            answer.addAndGet(size);
            RequestRule full = all > answersAtOnce && all > size
                    ? RequestRule.ANSWERS_AT_ONCE
                    : ours > answersAtOnce / 2 && ours > size ? RequestRule.ANSWERS_OF_ONE : null;
            if (full != null || left.get() != 0) {
                letGo();
            }
            if (full != null) {
                throw new ProblemException(full.problem().retryAfter(1));
            }
        }

        private void letGo() {
            long size = answer.getAndSet(0);
            answers.addAndGet(-size);
            share.answers.addAndGet(-size);
        }

        private void leave() {
            if (left.getAndSet(1) == 0) {
                running.decrementAndGet();
                share.requests.decrementAndGet();
                if (requests != null) {
                    requests.underWay.decrementAndGet();
                }
                long kept = held.get();
                bytes.addAndGet(-kept);
                share.bytes.addAndGet(-kept);
                letGo();
                if (channel != null && channel.isOpen()) {
                    channel.closeFuture().removeListener(this);
                }
                List<Runnable> last;
                synchronized (this) {
                    last = atTheEnd;
                    atTheEnd = null;
                }
                if (last != null) {
                    last.forEach(Runnable::run);
                }
            }
        }

        /** Whether so many bytes more may be kept; the problem where they may not. */
        @Nullable
        Problem hold(long more) {
            if (share.bytes.addAndGet(more) > bytesOfOne) {
                share.bytes.addAndGet(-more);
                return RequestRule.TOO_MUCH_OF_ONE.problem();
            }
            if (bytes.addAndGet(more) > bytesAtOnce) {
                bytes.addAndGet(-more);
                share.bytes.addAndGet(-more);
                return RequestRule.TOO_MUCH_AT_ONCE.problem();
            }
            held.addAndGet(more);
            return null;
        }
    }

    /** A body while it arrives. Touched by its event loop only, but for the clock's look. */
    private final class Upload {
        private final RoutingContext rc;
        private final HttpServerRequest request;
        private final Stay stay;
        private final long began = System.nanoTime();
        private byte[] kept = new byte[0];
        private int size;
        private long announced;
        private volatile long last = began;
        private final Context loop = vertx.getOrCreateContext();
        private boolean over;

        Upload(RoutingContext rc, Stay stay) {
            this.rc = rc;
            this.request = rc.request();
            this.stay = stay;
        }

        void begin() {
            String length = request.getHeader("Content-Length");
            announced = length == null ? 0 : Long.parseLong(length);
            Problem problem = announced == 0 ? null : stay.hold(announced);
            if (problem != null) {
                refuse(rc, problem);
                return;
            }
            request.handler(this::more);
            request.endHandler(ended -> arrived());
            request.exceptionHandler(broken -> stop());
            uploads.add(this);
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                rc.response().writeContinue();
            }
            request.resume();
        }

        private void more(Buffer chunk) {
            if (over) {
                return;
            }
            last = System.nanoTime();
            int length = chunk.length();
            if ((long) size + length > largest) {
                fail(RequestRule.TOO_LARGE.problem());
                return;
            }
            Problem problem = room(size + length);
            if (problem != null) {
                fail(problem);
                return;
            }
            chunk.getBytes(kept, size);
            size += length;
        }

        private @Nullable Problem room(int needed) {
            if (needed <= kept.length) {
                return null;
            }
            long grown = Math.max(needed, Math.max(FIRST_BYTES, kept.length * 2L));
            // What was announced is held already; what comes beyond it, whatever was said, is held as it comes.
            int length = (int) Math.min(grown, needed <= announced ? announced : Math.max(needed, largest));
            long more = length - Math.max(announced, kept.length);
            Problem problem = more > 0 ? stay.hold(more) : null;
            if (problem == null) {
                kept = Arrays.copyOf(kept, length);
            }
            return problem;
        }

        /** By the clock, on whatever thread it has. */
        void lookedAt() {
            if (isLate()) {
                loop.runOnContext(then -> {
                    if (!over && isLate()) {
                        fail(RequestRule.TOO_SLOW.problem());
                    }
                });
            }
        }

        private boolean isLate() {
            long now = System.nanoTime();
            return now - last > idle.toNanos() || now - began > longest.toNanos();
        }

        private void fail(Problem problem) {
            stop();
            kept = new byte[0];
            refuse(rc, problem);
        }

        private void stop() {
            over = true;
            uploads.remove(this);
        }

        private void arrived() {
            if (over) {
                return;
            }
            stop();
            rc.put(BODY, size == kept.length ? kept : Arrays.copyOf(kept, size));
            kept = new byte[0];
            rc.next();
        }
    }
}
