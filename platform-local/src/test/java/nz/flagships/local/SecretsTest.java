package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final int AT_ONCE = 8;

    @TempDir
    Path home;

    @Test
    void whoMakesOneAtOnceHoldsTheSame() throws Exception {
        for (int round = 0; round < 50; round++) {
            Path file = home.resolve("keys-" + round).resolve("password");
            CyclicBarrier all = new CyclicBarrier(AT_ONCE);
            Callable<String> make = () -> {
                all.await();
                return Secrets.once(file, Secrets::random);
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
                List<Future<String>> made = threads.invokeAll(
                        Stream.generate(() -> make).limit(AT_ONCE).toList());
                for (Future<String> one : made) {
                    assertThat(one.get()).isEqualTo(Files.readString(file).strip());
                }
            }
            try (Stream<Path> left = Files.list(file.getParent())) {
                assertThat(left).containsExactly(file);
            }
        }
    }
}
