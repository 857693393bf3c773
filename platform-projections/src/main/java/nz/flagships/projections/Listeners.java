package nz.flagships.projections;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import nz.flagships.events.EventEnvelope;
import org.jboss.logging.Logger;

/** Tells whoever listens; one that fails keeps nothing from the others. */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private final List<AppliedListener> listeners;

    Listeners(List<AppliedListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void applied(List<EventEnvelope> events) {
        tell(listener -> listener.applied(events));
    }

    void appliedElsewhere(Set<String> sources) {
        tell(listener -> listener.appliedElsewhere(sources));
    }

    private void tell(Consumer<AppliedListener> what) {
        for (AppliedListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (Throwable e) {
                LOG.warnf("A listener failed after a commit: %s", e.getClass().getName());
            }
        }
    }
}
