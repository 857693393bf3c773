package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.eventstore.command.Answers;
import nz.flagships.eventstore.command.BatchHandler;
import nz.flagships.eventstore.command.BatchHandler.Line;
import nz.flagships.eventstore.command.Bodies;
import nz.flagships.eventstore.command.Bodies.Slice;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.Redacted;
import nz.flagships.rest.RequestRule;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Many events of one request on their way: read one by one from where they stand, handled chunk by chunk, and answered as soon
 * as a chunk is done, so that no more than a chunk is ever held of what was read or of what is said. Whatever one event or one
 * chunk meets, every event has its result.
 *
 * <p>Blocks; for one virtual thread.
 */
final class Bulk {
    private static final Logger LOG = Logger.getLogger(Bulk.class);
    private static final int LONGEST_EVENT = 256 * 1024;
    private static final int LONGEST_ID = 200;
    /** What a chunk of events may have in bytes, besides their number. */
    private static final int LARGEST_CHUNK = 1024 * 1024;

    private final Postings postings;
    private final BatchHandler batches;
    private final Caller caller;
    private final @Nullable String trace;
    private final BatchHandler.@Nullable DryRun dryRun;
    private final Bodies bodies;
    private final Iterator<Slice> events;
    private final Answers.Lines answers = new Answers.Lines();
    private final Map<Integer, ConsistencyToken> last = new TreeMap<>();
    private final BooleanSupplier gone;
    /** What was read and not yet handled, and its ids. */
    private List<Line> lines = List.of();

    private List<@Nullable String> ids = List.of();
    private int handled;

    Bulk(
            Postings postings,
            BatchHandler batches,
            Caller caller,
            @Nullable String trace,
            boolean dry,
            byte[] body,
            Iterator<Slice> events,
            BooleanSupplier gone) {
        this.postings = postings;
        this.batches = batches;
        this.caller = caller;
        this.trace = trace;
        this.dryRun = dry ? batches.dryRun(gone) : null;
        this.gone = gone;
        this.bodies = Bodies.among(body);
        this.events = events;
    }

    /** Whether there is more to handle. */
    boolean hasMore() {
        return !lines.isEmpty() || events.hasNext();
    }

    /** Nothing more is handled; on any thread. */
    void close() {
        if (dryRun != null) {
            dryRun.close();
        }
    }

    /**
     * Handles as many of the next events as are stored together, and writes their results.
     *
     * @param between what stands between two results
     * @param after what stands after each
     * @throws IOException when nobody takes the results any more; what was not handled yet is not stored then
     */
    void some(OutputStream out, String between, String after) throws IOException {
        if (gone.getAsBoolean()) {
            throw RequestRule.UNAVAILABLE.exception();
        }
        if (lines.isEmpty()) {
            readChunk();
        }
        List<Outcome> outcomes = outcomes(lines);
        for (int i = 0; i < outcomes.size(); i++) {
            ObjectNode result = Json.MAPPER.createObjectNode();
            result.put("index", handled).put("id", ids.get(i));
            result.setAll(answers.line(outcomes.get(i)));
            out.write(((handled == 0 ? "" : between) + result + after).getBytes(StandardCharsets.UTF_8));
            handled++;
            switch (outcomes.get(i)) {
                case Outcome.Stored stored -> stored.positions().forEach(this::reached);
                case Outcome.Duplicate duplicate -> reached(duplicate.position());
                case Outcome.Valid valid -> {}
                case Outcome.Rejected rejected -> {}
            }
        }
        lines = lines.subList(outcomes.size(), lines.size());
        ids = ids.subList(outcomes.size(), ids.size());
        if (!hasMore()) {
            close(); // who does not read its results keeps nobody
        }
    }

    private void readChunk() {
        lines = new ArrayList<>();
        ids = new ArrayList<>();
        for (int bytes = 0; events.hasNext() && lines.size() < BatchHandler.CHUNK && bytes < LARGEST_CHUNK; ) {
            Slice slice = events.next();
            bytes += slice.length();
            read(slice);
        }
    }

    private void reached(ConsistencyToken position) {
        last.merge(position.shard(), position, ConsistencyToken::orLater);
    }

    /** The furthest position in each shard of what is stored of it so far, now or before. */
    Optional<String> token() {
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        last.values().stream().map(ConsistencyToken::toString).collect(Collectors.joining(",")));
    }

    private void read(Slice slice) {
        String id = null;
        Line line;
        try {
            if (slice.length() > LONGEST_EVENT) {
                throw ShapeRule.TOO_LONG.exception();
            }
            JsonNode event = bodies.read(slice, KernelRule.MALFORMED_LINE);
            id = id(event);
            line = new Line(postings.event(event, caller, trace), null);
        } catch (ProblemException e) {
            line = new Line(null, e.problem());
        } catch (RuntimeException | StackOverflowError e) {
            line = new Line(null, broken(e));
        }
        lines.add(line);
        ids.add(id);
    }

    private static @Nullable String id(JsonNode event) {
        JsonNode id = event.path("id");
        return id.isTextual() && id.textValue().length() <= LONGEST_ID ? id.textValue() : null;
    }

    /** Of the first of them, one at least. */
    private List<Outcome> outcomes(List<Line> lines) {
        try {
            return dryRun == null ? batches.beginning(List.copyOf(lines), gone) : dryRun.chunk(List.copyOf(lines));
        } catch (RuntimeException | StackOverflowError e) {
            Problem problem = broken(e);
            return lines.stream()
                    .<Outcome>map(line -> new Outcome.Rejected(line.problem() == null ? problem : line.problem()))
                    .toList();
        }
    }

    private static Problem broken(Throwable e) {
        LOG.error("Events of a request could not be handled", Redacted.of(e));
        return RequestRule.BROKEN.problem();
    }
}
