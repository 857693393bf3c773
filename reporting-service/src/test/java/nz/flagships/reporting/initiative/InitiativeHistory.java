package nz.flagships.reporting.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import nz.flagships.reporting.Models;

/** The beginning of a history of one initiative. */
public final class InitiativeHistory {
    public static final String CODE = "PK-ALCOHOL";
    public static final String STREAM = "initiative/" + CODE;
    public static final Provenance MADE_UP = new Provenance(Basis.SYNTHETIC, null, null, List.of());

    private InitiativeHistory() {}

    /** It was proposed, to be led by the police with Justice. */
    public static GivenEvents proposed() {
        return GivenEvents.of(Models.ALL).given(STREAM, proposal());
    }

    public static InitiativeProposed proposal() {
        return new InitiativeProposed(
                CODE,
                "Alcohol in Papakura",
                "FLAGSHIPS",
                List.of("PAPAKURA"),
                List.of("ALCOHOL"),
                "POLICE",
                List.of("JUSTICE"));
    }

    public static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
