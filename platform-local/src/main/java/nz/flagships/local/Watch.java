package nz.flagships.local;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Says when a process has ended that nobody has told to, and when it runs again. */
final class Watch {
    private final Terminal terminal;
    private final Set<String> gone = new HashSet<>();
    private boolean over;

    Watch(Terminal terminal) {
        this.terminal = terminal;
    }

    /** From now on whatever ends was told to. Returns after what is being said, so that nothing of it comes later. */
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Stays until it is interrupted, is ended, or everything was stopped from elsewhere. */
    void stay(LocalPlatform platform) {
        while (!isOver()) {
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            look(platform);
        }
    }

    private void look(LocalPlatform platform) {
        OptionalLong postgres = platform.postgres().pid();
        OptionalLong kafka = platform.kafka().pid();
        Map<LocalService, OptionalLong> services = new LinkedHashMap<>();
        platform.services().forEach(service -> services.put(service, service.pid()));
        // Asked only now: of what was found above, nothing had been told to end before.
        if (Running.stopped(platform.home())) {
            leaveOnceAllHasEnded(platform);
            return;
        }
        note("PostgreSQL", postgres, platform.postgres().log());
        note("Kafka", kafka, platform.kafka().log());
        services.forEach((service, pid) -> note(service.name(), pid, service.log()));
    }

    private synchronized void leaveOnceAllHasEnded(LocalPlatform platform) {
        if (!over && !platform.runs()) {
            over = true;
            terminal.line("  Everything was stopped from another terminal; what was stored stays.");
        }
    }

    /** What was found of a process. */
    synchronized void note(String name, OptionalLong pid, Path log) {
        if (over) {
            return;
        }
        if (pid.isEmpty() && gone.add(name)) {
            terminal.line(
                    "  " + name + " has ended (" + log + "). ./flagships up in another terminal starts it again.");
        } else if (pid.isPresent() && gone.remove(name)) {
            terminal.line("  " + name + " runs again.");
        }
    }
}
