package nz.flagships.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** As many threads that do nothing but count as there are cores. */
final class Burners implements AutoCloseable {
    private final LongAdder counted = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean go = true;

    private Burners() {}

    static Burners onEveryCore() {
        Burners burners = new Burners();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            burners.threads.add(Thread.ofPlatform().daemon().name("burner-" + i).start(burners::burn));
        }
        return burners;
    }

    private void burn() {
        while (go) {
            counted.increment();
        }
    }

    boolean burnt() {
        return counted.sum() > 0;
    }

    @Override
    public void close() {
        go = false;
    }
}
