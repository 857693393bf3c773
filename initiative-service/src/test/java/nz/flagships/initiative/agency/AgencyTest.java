package nz.flagships.initiative.agency;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.agency.AgencyRegistration.AGGREGATE;
import static nz.flagships.initiative.agency.AgencyRejection.REGISTERED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import nz.flagships.events.initiative.AgencyPublished;
import nz.flagships.initiative.agency.AgencyCommand.RegisterAgency;
import nz.flagships.initiative.agency.AgencyEvent.AgencyRegistered;
import org.junit.jupiter.api.Test;

class AgencyTest {
    @Test
    void anAgencyIsRegistered() {
        var registered = given(AGGREGATE).on("POLICE").when(new RegisterAgency("New Zealand Police", true, true));

        registered.then(new AgencyRegistered("New Zealand Police", true, true));
        assertThat(registered.published())
                .containsExactly(new AgencyPublished.AgencyRegistered("POLICE", "New Zealand Police", true, true));
    }

    @Test
    void aCodeIsTakenOnce() {
        given(AGGREGATE)
                .on("POLICE", new AgencyRegistered("New Zealand Police", true, true))
                .when(new RegisterAgency("Another", false, false))
                .thenRefused(REGISTERED_ALREADY);
    }
}
