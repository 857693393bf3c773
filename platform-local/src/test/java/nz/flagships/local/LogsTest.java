package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    @TempDir
    Path folder;

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

    @Test
    void tellsOfTheLastLinesWithoutTheFramesThatPushOutTheCause() throws Exception {
        // given
        Path log = folder.resolve("server.log");
        Files.writeString(
                log,
                "starts\nFatal error\njava.net.BindException: Address already in use\n"
                        + "\tat sun.nio.Net.bind0\n".repeat(40) + "\t... 12 more\n");

        // then
        assertThat(Logs.tail(log, 2)).isEqualTo("Fatal error\njava.net.BindException: Address already in use");
    }

    @Test
    void saysHowAProcessEnded() throws Exception {
        // given
        Path log = folder.resolve("server.log");
        Process failed = new ProcessBuilder("sh", "-c", "echo no port left; exit 7")
                .redirectOutput(log.toFile())
                .start();
        Process killed = new ProcessBuilder("sh", "-c", "kill -9 $$").start();
        failed.waitFor();
        killed.waitFor();

        // then
        assertThat(LastWords.of(failed, log))
                .isEqualTo("It ended with exit status 7. The end of " + log + ":\nno port left");
        assertThat(LastWords.of(killed, folder.resolve("none")))
                .isEqualTo("It ended with exit status 137 (signal 9). Nothing is in " + folder.resolve("none") + ".");
    }
}
