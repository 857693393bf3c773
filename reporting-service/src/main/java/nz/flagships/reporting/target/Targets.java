package nz.flagships.reporting.target;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which target held when. Immutable. */
public final class Targets {
    // Announced on the same day: the later version holds.
    private static final Comparator<TargetEvent> AS_ANNOUNCED =
            Comparator.comparing(TargetEvent::announcedOn).thenComparingLong(TargetEvent::version);

    private final Map<String, List<TargetEvent>> histories = new TreeMap<>();

    private Targets(Collection<TargetEvent> events) {
        for (TargetEvent event : events) {
            histories
                    .computeIfAbsent(event.measure() + ":" + event.region(), k -> new ArrayList<>())
                    .add(event);
        }
        histories.values().forEach(history -> history.sort(AS_ANNOUNCED));
    }

    /** What happened to all targets. */
    public static Targets of(Collection<TargetEvent> events) {
        return new Targets(events);
    }

    /** The version of a target that was in force on a day; null before it was set and after it was ended. */
    public @Nullable TargetEvent inForce(String measure, String region, LocalDate on) {
        return inForce(histories.getOrDefault(measure + ":" + region, List.of()), on);
    }

    /** Every target that was in force on a day, by measure and region. */
    public List<TargetEvent> inForce(LocalDate on) {
        List<TargetEvent> found = new ArrayList<>();
        for (List<TargetEvent> history : histories.values()) {
            TargetEvent event = inForce(history, on);
            if (event != null) {
                found.add(event);
            }
        }
        return found;
    }

    private static @Nullable TargetEvent inForce(List<TargetEvent> history, LocalDate on) {
        TargetEvent last = null;
        for (TargetEvent event : history) {
            if (event.announcedOn().isAfter(on)) {
                break;
            }
            last = event;
        }
        return last != null && last.aims() ? last : null;
    }
}
