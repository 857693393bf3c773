package nz.flagships.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a person sees: lines that are done, and on a terminal one that moves. */
final class Terminal {
    private static final int BAR = 28;
    private static final int LABEL = 22;
    private static final int RESULT = 50;

    private final PrintStream out;
    private final boolean moves;

    /**
     * Writes to a stream.
     *
     * @param moves whether it is a terminal: then a line can be written over, and colours mean something
     */
    Terminal(PrintStream out, boolean moves) {
        this.out = out;
        this.moves = moves;
    }

    void line(String text) {
        out.println(text);
    }

    void blank() {
        out.println();
    }

    void heading(String text) {
        out.println();
        out.println(bold(text));
    }

    String bold(String text) {
        return moves ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return moves ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    /** A line under a heading: what it is about, then what is to be said of it. */
    void fact(String label, String text) {
        out.println("  " + pad(label, LABEL) + " " + text);
    }

    /** Does something that takes a while: the line shows that it goes on, then how it ended and how long it took. */
    void step(String label, Supplier<String> action) {
        long start = System.nanoTime();
        String shown = "  " + pad(label, LABEL) + " ";
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("clock").factory())) {
            if (moves) {
                var unused = clock.scheduleAtFixedRate(
                        () -> over(shown + dim("… " + seconds(start))), 0, 200, TimeUnit.MILLISECONDS);
            }
            String result;
            try {
                result = action.get();
            } finally {
                clock.shutdownNow();
                clear();
            }
            timed(label, result, seconds(start));
        }
    }

    /** A bar that fills; on anything but a terminal, only its end is written. */
    void progress(String label, long done, long of, String note) {
        if (moves) {
            int filled = of == 0 ? BAR : (int) (BAR * Math.min(done, of) / of);
            over("  " + pad(label, LABEL) + " " + "█".repeat(filled) + dim("░".repeat(BAR - filled)) + " "
                    + String.format(Locale.ROOT, "%,d of %,d", done, of) + " " + dim(note));
        }
    }

    /** Takes the moving line away. */
    void clear() {
        if (moves) {
            out.print("\r\u001b[2K");
            out.flush();
        }
    }

    /** How something ended, and how long it took. */
    void timed(String label, String result, String time) {
        out.println("  " + pad(label, LABEL) + " " + pad(result, RESULT) + " " + dim(time));
    }

    /** A table of groups of rows, each under its name; the columns in {@code right} are numbers. */
    void table(List<String> head, Map<String, List<List<String>>> groups, List<Integer> right) {
        List<Integer> widths = new ArrayList<>();
        for (int c = 0; c < head.size(); c++) {
            int column = c;
            widths.add(Math.max(
                    head.get(c).length(),
                    groups.values().stream()
                            .flatMap(List::stream)
                            .mapToInt(r -> r.get(column).length())
                            .max()
                            .orElse(0)));
        }
        out.println(dim(row(head, widths, right)));
        groups.forEach((name, rows) -> {
            out.println("  " + bold(name) + (rows.isEmpty() ? dim("  no figures") : ""));
            rows.forEach(r -> out.println(row(r, widths, right)));
        });
    }

    private static String row(List<String> cells, List<Integer> widths, List<Integer> right) {
        StringBuilder line = new StringBuilder("   ");
        for (int c = 0; c < cells.size(); c++) {
            String blanks = " ".repeat(widths.get(c) - cells.get(c).length());
            line.append(' ')
                    .append(right.contains(c) ? blanks + cells.get(c) : cells.get(c) + blanks)
                    .append(' ');
        }
        return line.toString().stripTrailing();
    }

    private void over(String text) {
        out.print("\r\u001b[2K" + text);
        out.flush();
    }

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
