package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import nz.flagships.events.Json;
import org.junit.jupiter.api.Test;

class StandingTest {
    @Test
    void addsNothingToWhatIsUnknown() throws Exception {
        // given reporting-service cannot ask one of the two
        Standing standing = standing("""
                {"missing":0,"sources":[
                 {"source":"initiative","reachable":false,"committed":null,"published":null,"projected":121,"lag":null,"missing":0},
                 {"source":"case","reachable":true,"committed":15,"published":15,"projected":15,"lag":0,"missing":0}]}""");

        // then
        assertThat(standing.toString())
                .isEqualTo("initiative: does not answer, committed and missing unknown, 121 on show;"
                        + " case: 15 committed, 15 on show, 0 missing");
        assertThat(standing.sound()).isFalse();
        assertThat(standing.complete()).isFalse();
        assertThat(standing.committed()).isEqualTo(15);
        assertThat(standing.projected()).isEqualTo(15);
    }

    @Test
    void isCompleteWhenAllOfEachServiceIsOnShow() throws Exception {
        // given
        Standing standing = standing("""
                {"missing":0,"sources":[
                 {"source":"initiative","reachable":true,"committed":5000,"projected":5000,"missing":0},
                 {"source":"case","reachable":true,"committed":15,"projected":15,"missing":0}]}""");

        // then
        assertThat(standing.complete()).isTrue();
        assertThat(standing.sound()).isTrue();
        assertThat(standing.toString()).startsWith("initiative: 5,000 committed, 5,000 on show, 0 missing;");
    }

    @Test
    void isSoundButNotCompleteWhileSomeIsOnItsWay() throws Exception {
        // given one is ahead by as much as the other is behind
        Standing standing = standing("""
                {"missing":0,"sources":[
                 {"source":"initiative","reachable":true,"committed":10,"projected":4,"missing":0},
                 {"source":"case","reachable":true,"committed":15,"projected":21,"missing":0}]}""");

        // then
        assertThat(standing.sound()).isTrue();
        assertThat(standing.complete()).isFalse();
    }

    @Test
    void isNotSoundWhenSomethingIsMissingOrNobodyIsRead() throws Exception {
        assertThat(standing("""
                {"missing":2,"sources":[{"source":"case","reachable":true,"committed":15,"projected":13,"missing":2}]}""").sound()).isFalse();
        assertThat(standing("{}").sound()).isFalse();
        assertThat(standing("{}").complete()).isFalse();
    }

    private static Standing standing(String continuity) throws IOException {
        return Standing.of(Json.MAPPER.readTree(continuity));
    }
}
