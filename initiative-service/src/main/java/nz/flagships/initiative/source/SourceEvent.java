package nz.flagships.initiative.source;

import nz.flagships.events.PartialDate;
import org.jspecify.annotations.Nullable;

/** What happens to a source. */
public sealed interface SourceEvent {
    record SourceRegistered(String citation, @Nullable PartialDate published) implements SourceEvent {}
}
