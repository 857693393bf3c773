package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @ParameterizedTest
    @CsvSource({
        "08006, true", // the connection was lost
        "57P01, true", // the server is being stopped
        "57P03, true", // and is not up again yet
        "53300, true", // too many connections
        "40001, true", // try again
        "23505, false", // a duplicate stays one
        "42P01, false", // no such table
        "22P02, false" // a value that is none
    })
    void what_passes_is_told_by_the_sql_state_however_deep_it_lies(String state, boolean passes) {
        SQLException fault = new SQLException("never shown", state);

        assertThat(Faults.passes(fault)).isEqualTo(passes);
        assertThat(Faults.passes(new IllegalStateException(new RuntimeException(fault))))
                .isEqualTo(passes);
        assertThat(Faults.named(fault)).isEqualTo("SQLException " + state);
    }

    @Test
    void no_connection_in_time_passes() {
        assertThat(Faults.passes(new SQLException("Acquisition timeout"))).isTrue();
    }

    @Test
    void a_fault_of_the_programme_stays() {
        assertThat(Faults.passes(new IllegalStateException("never shown"))).isFalse();
    }
}
