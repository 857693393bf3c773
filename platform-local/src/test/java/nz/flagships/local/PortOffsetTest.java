package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortOffsetTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "100", "200", "-100", "20000", "", " "})
    void takesWhatLeavesTheFirstAlone(String offset) {
        assertThat(PortOffset.wrong(offset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000", "999", "1001", "-1000", "1", "-2", "9", "10", "11", "1009", "2648", "3659", "-3659"})
    void refusesWhatMeetsThePortsOfTheFirst(String offset) {
        assertThat(PortOffset.wrong(offset).orElseThrow())
                .startsWith("FLAGSHIPS_PORT_OFFSET=" + offset + " puts ")
                .contains("which is that of ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999999999"})
    void refusesWhatIsNoNumber(String offset) {
        assertThat(PortOffset.wrong(offset).orElseThrow()).contains("is no whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60000", "-5000", "2147483647"})
    void refusesWhatLeadsBeyondThePortsThereAre(String offset) {
        assertThat(PortOffset.wrong(offset).orElseThrow()).contains("a port is from 1024 to 65535");
    }

    @Test
    void knowsEveryPortThatIsUsed() {
        List<Integer> ports = new ArrayList<>(List.of(LocalPlatform.POSTGRES_PORT, LocalPlatform.KAFKA_PORT));
        for (Service service : Service.values()) {
            ports.add(service.port());
            ports.add(service.managementPort());
        }
        assertThat(PortOffset.PORTS.keySet()).containsExactlyInAnyOrderElementsOf(ports);
    }
}
