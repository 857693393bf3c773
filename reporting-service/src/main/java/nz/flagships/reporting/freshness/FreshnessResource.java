package nz.flagships.reporting.freshness;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.annotation.security.PermitAll;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import nz.flagships.projections.Cursor;
import nz.flagships.projections.Cursors;
import nz.flagships.projections.PublicSources;
import nz.flagships.projections.ReaderStanding;
import nz.flagships.projections.ReaderStanding.SourceStanding;
import nz.flagships.reporting.query.ReadModels;
import nz.flagships.reporting.readmodel.Row;
import nz.flagships.rest.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/freshness}: whether what is shown is whole, to when it reaches and how old it is. One look a second
 * answers everybody.
 */
@Path("/v1/freshness")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Continuity")
public class FreshnessResource {
    private static final Duration ONE_LOOK = Duration.ofSeconds(1);
    private static final long LATE = 60;

    private final ReaderStanding reader;
    private final Cursors cursors;
    private final ReadModels readModels;
    private final SmallRyeHealthReporter health;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Freshness last;
    private @Nullable Known known;

    FreshnessResource(
            ReaderStanding reader, Cursors cursors, ReadModels readModels, SmallRyeHealthReporter health, Clock clock) {
        this.reader = reader;
        this.cursors = cursors;
        this.readModels = readModels;
        this.health = health;
        this.clock = clock;
    }

    private record Known(long projected, List<Freshness.Figures> figures) {}

    @GET
    @PermitAll
    @NoCache
    @RunOnVirtualThread
    @Operation(
            summary = "Whether what is shown is whole, to when it reaches and how old it is",
            description =
                    "ready and reasons say whether this replica can be relied on, figuresTo the latest period that any"
                            + " figure covers, behindSeconds how long known facts have waited, missing what continuity misses, parked what is set"
                            + " aside.")
    public Freshness now() {
        Freshness told = last;
        if (told != null && isFresh(told)) {
            return told;
        }
        looking.lock();
        try {
            told = last;
            if (told == null || !isFresh(told)) {
                told = look();
                last = told;
            }
            return told;
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh(Freshness told) {
        return told.at().plus(ONE_LOOK).isAfter(clock.instant());
    }

    private Freshness look() {
        List<String> reasons = new ArrayList<>();
        List<Freshness.Figures> figures = figures(reasons);
        boolean ready = isReady(reasons);
        List<SourceStanding> sources = reader.sources();
        long behind = 0;
        long missing = 0;
        long parked = 0;
        for (SourceStanding source : sources) {
            long seconds = PublicSources.contains(source.source())
                    ? source.behindSeconds()
                    : source.behindSeconds() / LATE * LATE;
            behind = Math.max(behind, seconds);
            missing += PublicSources.told(source.source(), source.missing());
            parked += PublicSources.told(source.source(), source.parked());
            if (!source.answers()) {
                reasons.add(source.source() + "-service does not answer");
            }
            String channel = source.channel();
            if (channel != null && !channel.equals("RUNNING")) {
                reasons.add("what " + source.source() + "-service publishes does not arrive by itself");
            }
            if (source.stopped() > 0) {
                reasons.add("part of what " + source.source() + "-service published is held back");
            }
        }
        if (parked > 0) {
            reasons.add(parked + (parked == 1 ? " fact is" : " facts are") + " set aside, and not counted");
        }
        if (behind >= LATE) {
            reasons.add("facts have waited for " + behind / LATE + " min");
        }
        List<Cursor> open = PublicSources.of(cursors.latest());
        return new Freshness(
                clock.instant(),
                ready,
                List.copyOf(reasons),
                figures.stream()
                        .max(Comparator.comparing(Freshness.Figures::lastDay))
                        .map(f -> new Freshness.FiguresTo(f.lastDay(), f.period()))
                        .orElse(null),
                figures,
                open.stream()
                        .map(Cursor::lastRecordedAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null),
                behind,
                missing,
                parked,
                sources.stream()
                        .map(s -> new Freshness.Source(s.source(), s.answers(), s.channel(), s.stopped()))
                        .toList());
    }

    /** What they reach to changes with what is applied only. */
    private List<Freshness.Figures> figures(List<String> reasons) {
        long projected = PublicSources.of(cursors.latest()).stream()
                .mapToLong(Cursor::position)
                .sum();
        Known before = known;
        if (before != null && before.projected == projected) {
            return before.figures;
        }
        try {
            List<Freshness.Figures> figures = readModels.read(FreshnessResource::read);
            known = new Known(projected, figures);
            return figures;
        } catch (ProblemException e) {
            reasons.add("the read models cannot be read");
            return before == null ? List.of() : before.figures;
        }
    }

    /** Of what is shown: that there is a figure which is kept back is kept back as well. */
    private static List<Freshness.Figures> read(Connection connection) throws SQLException {
        return Row.list(
                connection,
                "select distinct on (measure) measure, last_day, period from observation_shown"
                        + " where value is not null order by measure, last_day desc, first_day desc",
                row -> new Freshness.Figures(row.text("measure"), row.day("last_day"), row.text("period")));
    }

    private boolean isReady(List<String> reasons) {
        JsonObject payload = health.getReadiness().getPayload();
        for (JsonValue check : payload.getJsonArray("checks")) {
            if ("DOWN".equals(check.asJsonObject().getString("status", ""))) {
                reasons.add("this service is not ready: "
                        + check.asJsonObject().getString("name", "").toLowerCase(Locale.ROOT));
            }
        }
        return "UP".equals(payload.getString("status", ""));
    }
}
