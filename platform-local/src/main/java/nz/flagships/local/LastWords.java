package nz.flagships.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is said of a process that does not do what was waited for: how it ended, and the end of its log. */
public final class LastWords {
    private static final int LINES = 15;
    private static final int KILLED = 128;

    private LastWords() {}

    /**
     * Of a process and its log, a paragraph.
     *
     * @param process that was started here, or null when somebody else did
     */
    public static String of(@Nullable Process process, Path log) {
        String tail = Logs.tail(log, LINES);
        return ending(process) + (tail.isBlank() ? "Nothing is in " + log + "." : "The end of " + log + ":\n" + tail);
    }

    private static String ending(@Nullable Process process) {
        if (process == null) {
            return "";
        }
        if (process.isAlive()) {
            return "It still runs, as process " + process.pid() + ". ";
        }
        int status = process.exitValue();
        return "It ended with exit status " + status + (status > KILLED ? " (signal " + (status - KILLED) + ")" : "")
                + ". ";
    }
}
