package nz.flagships.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEnvelopeTest {
    private static EventEnvelope envelope(@Nullable String subject) {
        Instant at = Instant.parse("2026-01-02T03:04:05.123456Z");
        return new EventEnvelope(
                "0198c0de-0000-7000-8000-000000000001",
                "/flagships/initiative-service",
                "nz.flagships.initiative.InitiativeMilestoneReached.v1",
                subject,
                at,
                at.plusSeconds(1),
                at.plusSeconds(1),
                7,
                1042,
                1,
                3,
                "POLICE",
                "c",
                null,
                null,
                "{\"milestone\":\"M1\",\"on\":\"2014-05-01\"}");
    }

    @Test
    void both_modes_carry_the_same_event() {
        EventEnvelope sent = envelope("initiative/PK-ALCOHOL");

        Map<String, String> headers = sent.attributes();

        assertThat(EventEnvelope.of(7, headers::get, sent.data())).isEqualTo(sent);
        assertThat(EventEnvelope.ofStructured(7, sent.structured())).isEqualTo(sent);
    }

    @Test
    void names_are_read_from_type_and_subject() {
        EventEnvelope event = envelope("series/BURGLARY:AREA-TAIRAWHITI");

        assertThat(event.name()).isEqualTo("InitiativeMilestoneReached");
        assertThat(event.aggregate()).isEqualTo("series");
        assertThat(event.subjectId()).isEqualTo("BURGLARY:AREA-TAIRAWHITI");
        assertThat(event.isPrivate()).isFalse();
        assertThat(envelope(null).isPrivate()).isTrue();
    }

    @Test
    void an_attribute_that_is_missing_is_named() {
        Map<String, String> headers = envelope("initiative/PK-ALCOHOL").attributes();
        headers.remove("position");

        assertThatThrownBy(() -> EventEnvelope.of(7, headers::get, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position");
    }
}
