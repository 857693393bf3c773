package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of measures. */
public sealed interface MeasurePublished extends PublishedEvent {
    /** What is measured and how it is to be read. */
    @Described("A measure was defined")
    record MeasureDefined(
            @Described("The code of the measure") String measure,
            @Described("Its name") String name,
            @Described("What kind of figure it gives") MeasureKind kind,
            @Described("The unit of its values") String unit,
            @Described("Which way it should move") Direction direction,

            @Described("What places a counted thing in a region")
            Geography geography,

            @Described("How its figures may be shown") Sensitivity sensitivity,

            @Described("What is counted, where the name does not say")
            List<String> includes,

            @Described("What is not counted") List<String> excludes)
            implements MeasurePublished {}

    /** From this day on the series is another one. */
    @Described("A break of the measure's series was declared: figures before and after are not comparable")
    record SeriesBreakDeclared(
            @Described("The code of the measure") String measure,
            @Described("The first day of the new series") LocalDate on,

            @Described("The code of the region it holds for; null for every region") @Nullable
            String region,

            @Described("Why") String reason,

            @Described("Whether a comparison across it is allowed, marked")
            boolean bridgeable)
            implements MeasurePublished {}

    /** No observation: it is shown beside the figures. */
    @Described("Somebody claimed in public that the measure changed by so much in a region")
    record ClaimPublished(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,
            @Described("From when, as far as said") PartialDate from,
            @Described("To when, as far as said") PartialDate to,

            @Described("The change that is claimed, in per cent")
            BigDecimal changePercent,

            @Described("Whose claim it is") String by,
            @Described("The code of the source") String source)
            implements MeasurePublished {}
}
