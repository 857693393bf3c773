package nz.flagships.initiative.source;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.source.SourceRegistration.AGGREGATE;
import static nz.flagships.initiative.source.SourceRejection.REGISTERED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import nz.flagships.events.initiative.SourcePublished;
import nz.flagships.initiative.source.SourceCommand.RegisterSource;
import nz.flagships.initiative.source.SourceEvent.SourceRegistered;
import org.junit.jupiter.api.Test;

class SourceTest {
    @Test
    void aPublicationIsRegisteredWithItsDateAsFarAsKnown() {
        // Given nothing, when
        var registered = given(AGGREGATE)
                .on("national-14")
                .at("2018-05-01T00:00:00Z")
                .when(new RegisterSource("police.govt.nz", date("2014-10")));

        // Then
        registered.then(new SourceRegistered("police.govt.nz", date("2014-10")));
        assertThat(registered.published())
                .containsExactly(
                        new SourcePublished.SourceRegistered("national-14", "police.govt.nz", date("2014-10")));
    }

    @Test
    void aCodeIsTakenOnce() {
        given(AGGREGATE)
                .on("national-14", new SourceRegistered("police.govt.nz", null))
                .when(new RegisterSource("elsewhere", null))
                .thenRefused(REGISTERED_ALREADY);
    }

    @Test
    void aPublicationLiesNeitherInTheFutureNorOutsideTheCalendar() {
        var empty = given(AGGREGATE).on("later").at("2014-07-01T00:00:00Z");

        empty.when(new RegisterSource("x", date("2014-08"))).thenRefused(IN_THE_FUTURE);
        empty.when(new RegisterSource("x", date("2014-07"))).then(new SourceRegistered("x", date("2014-07")));
        empty.when(new RegisterSource("x", date("0001"))).thenRefused(OUT_OF_THE_CALENDAR);
    }
}
