package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void namesWhoHoldsAPort() throws Exception {
        // given
        try (ServerSocket mine = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            // when
            var holder = Ports.holder(mine.getLocalPort());

            // then
            assertThat(holder.orElseThrow().pid())
                    .contains(ProcessHandle.current().pid());
            assertThat(holder.orElseThrow().command()).contains("java");
        }
    }

    @Test
    void saysNothingOfAFreePort() {
        assertThat(Ports.holder(Ports.free())).isEmpty();
    }

    @Test
    void readsTheTableOfTheKernel() {
        // given
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7001 1 0",
                "   1: 0100007F:1F91 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 7002 1 0",
                "   2: 0100007F:1F92 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7003 1 0");

        // then
        assertThat(Ports.inodes(table, 8081)).containsExactly("7001");
    }
}
