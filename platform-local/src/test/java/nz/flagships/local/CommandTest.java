package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void up() {
        assertThat(parsed("up")).isEqualTo(new Command.Up(false, true));
        assertThat(parsed("up --no-demo --detach")).isEqualTo(new Command.Up(true, false));
    }

    @Test
    void verify() {
        assertThat(parsed("verify")).isEqualTo(new Command.Verify());
        assertThatThrownBy(() -> parsed("verify all")).hasMessageContaining("all means nothing here");
    }

    @Test
    void down() {
        assertThat(parsed("down")).isEqualTo(new Command.Down(false));
        assertThat(parsed("down --services")).isEqualTo(new Command.Down(true));
    }

    @Test
    void resetAsksUnlessTold() {
        assertThat(parsed("reset")).isEqualTo(new Command.Reset(false));
        assertThat(parsed("reset --yes")).isEqualTo(new Command.Reset(true));
    }

    @Test
    void tokenTakesRolesInAnyCase() {
        assertThat(parsed("token police")).isEqualTo(new Command.Token("police", List.of(), null));
        assertThat(parsed("token JUSTICE --role Initiative_Lead --role steward --person mere"))
                .isEqualTo(new Command.Token("JUSTICE", List.of("initiative-lead", "steward"), "mere"));
    }

    @Test
    void aTokenIsOfACodeThatTheServicesTake() {
        assertThat(Command.parse(List.of("token", "crown_law-2")))
                .isEqualTo(new Command.Token("crown_law-2", List.of(), null));
        for (String none : List.of("pol ice", "", "_police", "polīsi", "p".repeat(64))) {
            assertThatThrownBy(() -> Command.parse(List.of("token", none)))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("is no agency's code");
        }
    }

    @Test
    void backupAndRestoreTakeAFolder() {
        assertThat(parsed("backup /a/b")).isEqualTo(new Command.TakeBackup(Path.of("/a/b")));
        assertThat(parsed("restore /a/b")).isEqualTo(new Command.Restore(Path.of("/a/b")));
        assertThatThrownBy(() -> parsed("backup")).hasMessageContaining("Which folder? ./flagships backup FOLDER");
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> parsed("fly")).hasMessageContaining("no command fly");
        assertThatThrownBy(() -> parsed("up --fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> parsed("token")).hasMessageContaining("Of which agency");
        assertThatThrownBy(() -> parsed("token police --role")).hasMessageContaining("wants a value");
        assertThatThrownBy(() -> parsed("token police --role king")).hasMessageContaining("no role king");
    }

    private static Command parsed(String line) {
        return Command.parse(List.of(line.split(" ")));
    }
}
