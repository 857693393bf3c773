package nz.flagships.cases.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.ProgrammePublished.ProgrammeDefined;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.RegionPublished.RegionRetired;
import nz.flagships.events.initiative.RegionPublished.RegionsMerged;
import nz.flagships.local.TestPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is known of codes, in one batch or in several. */
class ReferenceProjectionIT {
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final ReferenceProjection projection = new ReferenceProjection();

    @BeforeEach
    void prepare() throws SQLException {
        TestPlatform platform = TestPlatform.postgres();
        database.setUrl(platform.jdbcUrl("reporting"));
        database.setUser("reporting_owner");
        database.setPassword(platform.password());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    drop table if exists known_agency; create table known_agency (code text primary key);
                    drop table if exists known_region; drop table if exists known_code;
                    create table known_region (code text primary key, kind text, valid_from date, valid_to date);
                    create table known_code (kind text, code text, primary key (kind, code))
                    """);
        }
    }

    @Test
    void knowsTheDaysForWhichARegionHolds() throws SQLException {
        // given
        EventEnvelope defined =
                event("region/NEW", new RegionDefined("NEW", "New", RegionKind.POLICE_AREA, null, null, null));
        EventEnvelope merged = event("region/NEW", new RegionsMerged("NEW", List.of("OLD"), day("2011-07-01")));
        EventEnvelope old =
                event("region/OLD", new RegionDefined("OLD", "Old", RegionKind.POLICE_AREA, null, null, null));
        EventEnvelope retired = event("region/OLD", new RegionRetired("OLD", day("2011-06-30"), "NEW", null));

        // when
        apply(defined, merged, old);
        apply(retired);

        // then
        References references = new References(database);
        assertThat(references.regions().find("NEW"))
                .contains(new KnownRegion("NEW", RegionKind.POLICE_AREA, day("2011-07-01"), null));
        assertThat(references.regions().find("OLD"))
                .contains(new KnownRegion("OLD", RegionKind.POLICE_AREA, null, day("2011-06-30")));
        assertThat(references.regions().find("NOWHERE")).isEmpty();
    }

    @Test
    void knowsCodesByTheirKind() throws SQLException {
        // when: the same twice, as after a restart
        EventEnvelope programme =
                event("programme/FLAGSHIPS", new ProgrammeDefined("FLAGSHIPS", "F", List.of(), List.of()));
        apply(programme, programme);
        apply(programme);

        // then
        References references = new References(database);
        assertThat(references.programmes().find("FLAGSHIPS")).contains(new KnownProgramme("FLAGSHIPS"));
        assertThat(references.themes().find("FLAGSHIPS")).isEmpty();
    }

    private void apply(EventEnvelope... events) throws SQLException {
        assertThat(events).allMatch(projection::wants);
        try (Connection connection = database.getConnection()) {
            projection.apply(List.of(events), connection);
        }
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static EventEnvelope event(String stream, PublishedEvent event) {
        Instant now = Instant.parse("2014-07-01T00:00:00Z");
        return new EventEnvelope(
                UUID.randomUUID().toString(),
                "/flagships/initiative-service",
                "nz.flagships.initiative." + event.getClass().getSimpleName() + ".v1",
                stream,
                now,
                now,
                now,
                0,
                1,
                1,
                1,
                "JUSTICE",
                null,
                null,
                null,
                Json.canonical(event));
    }
}
