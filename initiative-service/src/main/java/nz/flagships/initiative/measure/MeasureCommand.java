package nz.flagships.initiative.measure;

import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of a measure. */
public sealed interface MeasureCommand {
    /** A measure becomes one that observations can name. */
    @Fact(
            value = "MeasureDefined",
            description = "A measure was defined: what is counted, in which unit, and which way it should move",
            begins = true,
            subject = "EXAMPLE-MEASURE",
            example = """
                    {"name": "Example offences recorded", "kind": "COUNT", "unit": "offences",
                     "direction": "LOWER_BETTER", "geography": "OCCURRENCE", "sensitivity": "AGGREGATE",
                     "includes": ["attempts"], "excludes": ["traffic offences"]}""")
    @Allowed(Role.STEWARD)
    record DefineMeasure(
            @Described("Its name") @Size(min = 1, max = 200) String name,

            @Described("What kind of figure it gives") MeasureKind kind,

            @Described("The unit of its values") @Size(min = 1, max = 60)
            String unit,

            @Described("Which way it should move") Direction direction,

            @Described("What places a counted thing in a region")
            Geography geography,

            @Described("How its figures may be shown") Sensitivity sensitivity,

            @InAnyOrder(lately = true)
            @Described("What is counted, where the name does not say")
            @Size(max = 50)
            @Nullable
            List<String> includes,

            @InAnyOrder(lately = true) @Described("What is not counted") @Size(max = 50) @Nullable
            List<String> excludes)
            implements MeasureCommand {}

    /** From a day on, the series is another one. */
    @Fact(
            value = "SeriesBreakDeclared",
            description = "A break of the measure's series was declared: what lies before it and what lies after are"
                    + " not comparable",
            subject = "EXAMPLE-MEASURE",
            example = """
                    {"on": "2015-01-01", "region": "EXAMPLE-REGION", "bridgeable": false,
                     "reason": "Offences are counted by another rule from this day on"}""")
    @Allowed(Role.STEWARD)
    record DeclareSeriesBreak(
            @Described("The first day of the new series") LocalDate on,

            @Described("The code of the region it holds for; left out for every region") @Nullable
            String region,

            @Described("Why") @Size(min = 1, max = 1000) String reason,

            @Described("Whether a comparison across it is allowed, marked")
            boolean bridgeable)
            implements MeasureCommand {}

    /** Not a figure: it is shown beside the figures. */
    @Fact(
            value = "ClaimPublished",
            description =
                    "Somebody claimed in public that the measure changed by so much in a region. It is no observation, and"
                            + " is shown beside what the figures say",
            subject = "EXAMPLE-MEASURE",
            example = """
                    {"region": "EXAMPLE-REGION", "from": "2013-06", "to": "2015-06", "changePercent": -23,
                     "by": "Example Minister", "source": "EXAMPLE-SOURCE"}""")
    @Allowed(Role.STEWARD)
    record PublishClaim(
            @Described("The code of the region") String region,

            @Described("From when: 2011, 2011-06 or 2011-06-30")
            PartialDate from,

            @Described("To when: 2013, 2013-09 or 2013-09-30")
            PartialDate to,

            @Described("The change that is claimed, in per cent")
            BigDecimal changePercent,

            @Described("Whose claim it is, by office or organisation") @Size(min = 1, max = 200)
            String by,

            @Described("The code of the source") String source)
            implements MeasureCommand {}
}
