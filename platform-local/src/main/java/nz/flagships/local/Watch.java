package nz.flagships.local;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

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
