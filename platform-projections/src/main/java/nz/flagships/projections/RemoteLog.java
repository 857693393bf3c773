package nz.flagships.projections;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.Shards;
import nz.flagships.rest.Faults;
import org.jspecify.annotations.Nullable;

/** The log of another service, over HTTP with a service token. */
final class RemoteLog implements SourceLog {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** From the question to the last byte of a page. */
    private static final Duration WHOLE = Duration.ofSeconds(15);
    /** In bytes. As a tree it is several times as large, and more than one shard may catch up at once. */
    private static final int MOST_OF_PAGE = 8 << 20;

    private static final int MOST_OF_ONE = 64 << 20;
    /** Of what is told of an event that cannot be read: longer is no id, type or stream of ours. */
    private static final int LONGEST = 1000;

    private final String source;
    private final String url;
    private final Pass pass;
    private final HttpClient http;
    private final Duration whole;

    /** What this service shows to others. */
    interface Pass {
        /** The bearer token of now; blocks. */
        String token() throws SourceUnreachable;

        /** It was not taken. */
        void refused();
    }

    RemoteLog(String source, String url, Pass pass) {
        this(source, url, pass, WHOLE);
    }

    RemoteLog(String source, String url, Pass pass, Duration whole) {
        this.whole = whole;
        this.source = source;
        this.url = url.replaceAll("/+$", "");
        this.pass = pass;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Page after(int shard, long position, int limit) throws SourceUnreachable {
        JsonNode page = page(shard, position, limit);
        try {
            Head head = head(shard, page);
            List<EventEnvelope> events = new ArrayList<>();
            for (JsonNode event : page.path("events")) {
                try {
                    if (!event.path("data").isObject()) {
                        throw new KafkaRecord.Unreadable("its data is no JSON object");
                    }
                    EventEnvelope read = EventEnvelope.ofStructured(shard, event);
                    KafkaRecord.mustBeOf(source, read);
                    events.add(read);
                } catch (RuntimeException | KafkaRecord.Unreadable e) {
                    // Positions have no holes: it is the one after the last.
                    return new Page(head, events, unreadable(shard, position + events.size() + 1, event, e));
                }
            }
            return new Page(head, events);
        } catch (RuntimeException e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read", e);
        }
    }

    /** What can be told of it all the same: its stream above all, which is held to be one only where it is this shard's. */
    private static Unreadable unreadable(int shard, long position, JsonNode event, Exception why) {
        String subject = text(event, "subject");
        return new Unreadable(
                position,
                subject != null && subject.indexOf('/') > 0 && Shards.of(subject) == shard ? subject : null,
                text(event, "id"),
                text(event, "type"),
                why instanceof KafkaRecord.Unreadable
                        ? Objects.requireNonNullElse(why.getMessage(), "unreadable")
                        : Faults.named(why));
    }

    private static @Nullable String text(JsonNode event, String name) {
        String text = event.path(name).textValue();
        return text == null || text.isEmpty() || text.length() > LONGEST || text.indexOf('\u0000') >= 0 ? null : text;
    }

    /** As many as fit: of large events fewer, and one at least. */
    private JsonNode page(int shard, long position, int limit) throws SourceUnreachable {
        int ask = limit;
        while (true) {
            try {
                return get(
                        "/v1/log/" + shard + "?after=" + position + "&limit=" + ask,
                        ask == 1 ? MOST_OF_ONE : MOST_OF_PAGE,
                        whole);
            } catch (TooLarge e) {
                if (ask == 1) {
                    throw new SourceUnreachable("The log of " + source + " has an event larger than any can be");
                }
                ask = Math.max(1, ask / 8);
            }
        }
    }

    @Override
    public List<Head> heads() throws SourceUnreachable {
        JsonNode answer;
        try {
            answer = get("/v1/log", MOST_OF_PAGE, whole.compareTo(ANSWER) < 0 ? whole : ANSWER);
        } catch (TooLarge e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read");
        }
        try {
            List<Head> heads = new ArrayList<>();
            for (JsonNode shard : answer.path("shards")) {
                heads.add(head(number(shard, "shard").intValue(), shard));
            }
            return heads;
        } catch (RuntimeException e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read", e);
        }
    }

    private static Head head(int shard, JsonNode node) {
        return new Head(
                shard,
                number(node, "epoch").intValue(),
                number(node, "head").longValue(),
                number(node, "published").longValue());
    }

    private static JsonNode number(JsonNode node, String name) {
        JsonNode number = node.path(name);
        if (!number.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return number;
    }

    /** More bytes than are taken at once. */
    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;
    }

    private JsonNode get(String path, int most, Duration within) throws SourceUnreachable, TooLarge {
        HttpRequest question = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + pass.token())
                .header("Accept", "application/json")
                .build();
        // The client's own timeout ends with the headers. Cancelling ends the exchange, wherever it stands.
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(question, head -> new AtMost(most));
        try {
            HttpResponse<byte[]> answer = exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() == 401) {
                pass.refused();
            }
            if (answer.statusCode() != 200) {
                throw new SourceUnreachable("The log of " + source + " answers " + answer.statusCode());
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (ExecutionException e) {
            Throwable why = e.getCause();
            while (why != null && !(why instanceof TooLarge)) {
                why = why.getCause();
            }
            if (why instanceof TooLarge tooLarge) {
                throw tooLarge;
            }
            throw new SourceUnreachable("The log of " + source + " cannot be reached", e);
        } catch (IOException e) {
            throw new SourceUnreachable("The log of " + source + " answers what cannot be read", e);
        } catch (TimeoutException e) {
            throw new SourceUnreachable("The log of " + source + " does not end its answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable("Interrupted", e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** Bytes, up to a limit; what is beyond is not read. */
    private static final class AtMost implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
        private long left;
        private Flow.@Nullable Subscription subscription;

        AtMost(int most) {
            this.left = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
            body.onSubscribe(to);
        }

        @Override
        public void onNext(List<ByteBuffer> next) {
            left -= next.stream().mapToLong(ByteBuffer::remaining).sum();
            if (left >= 0) {
                body.onNext(next);
            } else if (subscription != null) {
                subscription.cancel();
                body.onError(new TooLarge());
            }
        }

        @Override
        public void onError(Throwable why) {
            body.onError(why);
        }

        @Override
        public void onComplete() {
            body.onComplete();
        }
    }
}
