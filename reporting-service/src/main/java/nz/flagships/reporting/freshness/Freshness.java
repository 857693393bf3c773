package nz.flagships.reporting.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fresh and whole what is shown is.
 *
 * @param at when this was said
 * @param ready whether this replica is ready, as its management port says
 * @param reasons what is wrong, in words for people; empty when nothing is
 * @param figuresTo the latest period that any figure on show covers; null when there are none
 * @param figures the latest period of each measure, by its code
 * @param latestRecorded when the newest public fact on show had been recorded; null when there is none
 * @param behindSeconds how long facts have been waiting that are known to exist, 0 when all are on show; of case-service in
 *     full minutes
 * @param missing as in {@code /v1/continuity}
 * @param parked facts that are set aside, since what they or an earlier one of their stream say cannot be taken; as in
 *     {@code /v1/continuity}
 * @param sources one per service that is read
 */
public record Freshness(
        Instant at,
        boolean ready,
        List<String> reasons,
        @Nullable FiguresTo figuresTo,
        List<Figures> figures,
        @Nullable Instant latestRecorded,
        long behindSeconds,
        long missing,
        long parked,
        List<Source> sources) {

    /** A period and its last day. */
    public record FiguresTo(LocalDate lastDay, String period) {}

    /** The latest period of a measure and its last day. */
    public record Figures(String measure, LocalDate lastDay, String period) {}

    /**
     * @param source {@code initiative} or {@code case}
     * @param answers whether it said within the last ten seconds how far it is
     * @param channel RUNNING, RESTARTING, ENDED or SILENT, as in {@code /v1/continuity}
     * @param stopped how many of its shards go no further
     */
    public record Source(
            String source, boolean answers, @Nullable String channel, int stopped) {}
}
