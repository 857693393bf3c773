package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogsTest {
    @Test
    void tellsWhyInsteadOfQuotingJson() {
        // given
        String line = """
                {"timestamp":"2014-07-01T00:00:00Z","level":"ERROR","message":"Failed to start","exception":
                {"exceptionType":"java.lang.RuntimeException","message":"no","frames":[],"causedBy":{"exception":
                {"exceptionType":"java.net.ConnectException","message":"refused"}}}}""".replace("\n", "");

        // then
        assertThat(Logs.legible(line)).isEqualTo("""
                ERROR Failed to start
                    java.lang.RuntimeException: no
                    java.net.ConnectException: refused""");
    }

    @Test
    void leavesOtherLinesAlone() {
        assertThat(Logs.legible("LOG:  database system is ready")).isEqualTo("LOG:  database system is ready");
    }
}
