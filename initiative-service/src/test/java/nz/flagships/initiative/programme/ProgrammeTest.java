package nz.flagships.initiative.programme;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.programme.ProgrammeRegistration.AGGREGATE;
import static nz.flagships.initiative.programme.ProgrammeRejection.DEFINED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.initiative.ProgrammePublished;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.agency.AgencyEvent.AgencyRegistered;
import nz.flagships.initiative.agency.AgencyRegistration;
import nz.flagships.initiative.programme.ProgrammeCommand.DefineProgramme;
import nz.flagships.initiative.programme.ProgrammeEvent.ProgrammeDefined;
import nz.flagships.initiative.region.RegionRegistration;
import org.junit.jupiter.api.Test;

class ProgrammeTest {
    private static Given<Programme, ProgrammeCommand, ProgrammeEvent> flagships(ProgrammeEvent... before) {
        return given(AGGREGATE)
                .on("FRONTLINE_FLAGSHIPS", before)
                .knowing(AgencyRegistration.AGGREGATE, "POLICE", new AgencyRegistered("Police", true, true))
                .knowing(RegionRegistration.AGGREGATE, "PAPAKURA", region(RegionKind.PROGRAMME_AREA, null));
    }

    @Test
    void aProgrammeNamesItsPartnersAndRegions() {
        var defined =
                flagships().when(new DefineProgramme("Frontline Flagships", List.of("POLICE"), List.of("PAPAKURA")));

        defined.then(new ProgrammeDefined("Frontline Flagships", List.of("POLICE"), List.of("PAPAKURA")));
        assertThat(defined.published())
                .containsExactly(new ProgrammePublished.ProgrammeDefined(
                        "FRONTLINE_FLAGSHIPS", "Frontline Flagships", List.of("POLICE"), List.of("PAPAKURA")));
    }

    @Test
    void whomItNamesIsKnownAndNamedOnce() {
        flagships().when(new DefineProgramme("F", List.of("POLIC"), List.of())).thenRefused(UNKNOWN_AGENCY);
        flagships().when(new DefineProgramme("F", List.of(), List.of("PAPA"))).thenRefused(UNKNOWN_REGION);
        flagships()
                .when(new DefineProgramme("F", List.of("POLICE", "POLICE"), List.of()))
                .thenRefused(NAMED_TWICE);
    }

    @Test
    void aCodeIsTakenOnce() {
        flagships(new ProgrammeDefined("F", List.of(), List.of()))
                .when(new DefineProgramme("F", List.of(), List.of()))
                .thenRefused(DEFINED_ALREADY);
    }
}
