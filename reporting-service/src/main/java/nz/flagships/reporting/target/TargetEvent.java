package nz.flagships.reporting.target;

import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a target; a row of {@code GET /v1/targets}.
 *
 * @param measure its code
 * @param region its code
 * @param event {@code TargetSet}, {@code TargetRevised}, {@code TargetSuperseded}, {@code TargetDiscontinued}
 * @param announcedOn when it was announced; from then on it holds
 * @param value aimed at; null once there is no target any more
 * @param unit of the value
 * @param baseline from when progress counts
 * @param by when it is to be reached
 * @param provenance of the announcement
 * @param version its place among the events of this target
 */
public record TargetEvent(
        String measure,
        String region,
        String event,
        LocalDate announcedOn,
        @Nullable BigDecimal value,
        @Nullable String unit,
        @Nullable LocalDate baseline,
        @Nullable LocalDate by,
        Provenance provenance,
        long version) {
    /** Whether it leaves a target to reach. */
    public boolean aims() {
        return value != null;
    }
}
