package nz.flagships.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import org.junit.jupiter.api.Test;

/** A source that falls silent in the middle of its answer is given up. */
class SilentSourceTest {
    private static final RemoteLog.Pass NOBODY = new RemoteLog.Pass() {
        @Override
        public String token() {
            return "nobody";
        }

        @Override
        public void refused() {}
    };

    private interface Question {
        Object of(RemoteLog log) throws SourceUnreachable;
    }

    @Test
    void doesNotKeepWhoAsksHowFarItIs() throws Exception {
        isGivenUp(RemoteLog::heads);
    }

    @Test
    void doesNotKeepWhoFetchesWhatIsMissing() throws Exception {
        isGivenUp(log -> log.after(3, 0, 500));
    }

    private static void isGivenUp(Question question) throws Exception {
        try (HalfAnAnswer source = new HalfAnAnswer()) {
            RemoteLog log = new RemoteLog("initiative", source.url(), NOBODY, Duration.ofSeconds(1));
            CompletableFuture<Object> asked = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    asked.complete(question.of(log));
                } catch (Throwable e) {
                    asked.completeExceptionally(e);
                }
            });

            assertThatThrownBy(() -> asked.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(SourceUnreachable.class);
            assertThat(source.isLeft()).as("the connection is closed").isTrue();
        }
    }
}
