package nz.flagships.eventstore.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.AggregateRoutes;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.ReadersInRegistry;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.eventstore.store.Inbox;
import nz.flagships.rest.Caller;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What concerns the agency of the token, since a point: invitations, the lead handed over, what is for it to do, escalations,
 * advice, what became due. It tells that something happened and where; what was said is read there, by whoever may.
 */
@Path("/v1/inbox")
@Tag(name = "Inbox", description = "What others said that concerns your agency")
@Produces(MediaType.APPLICATION_JSON)
public class InboxResource {
    private static final int MOST = 1_000;

    private final Callers callers;
    private final Inbox inbox;
    private final Aggregates aggregates;
    private final Set<Role> readers;
    private final boolean references;

    InboxResource(Callers callers, Inbox inbox, Aggregates aggregates) {
        this.callers = callers;
        this.inbox = inbox;
        this.aggregates = aggregates;
        this.readers = aggregates.readersOfInbox();
        this.references =
                aggregates.all().stream().anyMatch(each -> each.aggregate().ids() == Ids.ASSIGNED);
    }

    /**
     * A page.
     *
     * @param rows in the order in which they were stored
     * @param position what to ask for as {@code after} the next time, for what comes then; it counts what the caller itself is
     *     told, and nothing that others are
     * @param next the same where there is more already, else null
     */
    public record Page(
            List<Row> rows, String position, @Nullable String next) {}

    /**
     * Something that concerns the agency.
     *
     * @param kind what the agency has to do with it
     * @param aggregate what it is about: case, initiative
     * @param id of that
     * @param references of that, as every agency may write them
     * @param part which milestone or barrier of it; left out where it is about all of it
     * @param type of the event
     * @param version of the event; left out where the agency may not know yet where things stand
     * @param agency the code of the agency that said it; SYSTEM for the clock
     * @param recordedAt when it was recorded
     * @param synthetic whether it was made up
     * @param location where it is read, once the agency may
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            Notice.Kind kind,
            String aggregate,
            String id,
            List<String> references,
            @Nullable String part,
            String type,
            @Nullable Long version,
            String agency,
            Instant recordedAt,
            boolean synthetic,
            String location) {}

    @GET
    @ReadersInRegistry
    @RunOnVirtualThread
    @Answering(Page.class)
    @Operation(
            operationId = "readInbox",
            summary = "What others said that concerns your agency, in the order in which it was stored",
            description = "Ask again with the position of the answer before, and nothing is missed. With the role"
                    + " national-office also what is put to the National Office.")
    public Response since(
            @Parameter(description = "position of an answer before; left out: from the beginning")
                    @QueryParam("after")
                    @DefaultValue("0")
                    String after,
            @Parameter(description = "1 to 1000") @QueryParam("limit") @DefaultValue("100") int limit) {
        Caller caller = callers.required();
        AggregateRoutes.requireAny(caller, readers);
        if (limit < 1 || limit > MOST) {
            throw RequestRule.MALFORMED_REQUEST.exception("limit is from 1 to " + MOST + ".");
        }
        SortedMap<String, Long> read = new TreeMap<>();
        read.put(caller.agency(), 0L);
        caller.roles().forEach(role -> read.put(Inbox.addressee(role), 0L));
        Read.spelt(after, caller.agency()).orElseThrow(InboxResource::unknown).forEach(read::replace);
        Inbox.Page page = inbox.after(read, limit, references);
        List<Row> rows = page.entries().stream().map(this::row).toList();
        String position = Read.spell(page.read(), caller.agency());
        return Response.ok(Json.text(Json.tree(new Page(rows, position, page.more() ? position : null))))
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private Row row(Inbox.Entry entry) {
        Registered about = aggregates.ofStream(entry.stream());
        String id = entry.stream().substring(entry.stream().indexOf('/') + 1);
        return new Row(
                Notice.Kind.valueOf(entry.kind()),
                about.name(),
                id,
                about.aggregate().ids() == Ids.ASSIGNED ? about.references(entry.claims()) : List.of(),
                entry.part(),
                entry.type(),
                about.aggregate().isForParties() ? null : entry.version(),
                entry.agency(),
                entry.recordedAt(),
                entry.synthetic(),
                "/v1/" + about.aggregate().collection() + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    private static RuntimeException unknown() {
        return RequestRule.MALFORMED_REQUEST.exception(
                "after is the position of an answer before; leave it out to begin at the beginning.");
    }
}
