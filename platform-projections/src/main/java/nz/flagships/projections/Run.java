package nz.flagships.projections;

import java.util.List;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.CursorTable.Move;

/**
 * Events of one shard that follow its cursor without a hole.
 *
 * @param offset on Kafka after the last of them; 0 when it came from a log
 * @param fromLog whether they are what the source's log says
 */
record Run(Progress progress, List<EventEnvelope> events, long offset, boolean fromLog) {

    /** @param parked how many of them are set aside and not applied */
    Move move(int parked) {
        EventEnvelope last = events.getLast();
        return new Move(
                progress.cursor(),
                last.epoch(),
                last.position(),
                events.size() - parked,
                parked,
                progress.offsetAt(last.position(), offset),
                last.recordedAt(),
                last.id());
    }

    Run part(int from, int to) {
        return new Run(progress, events.subList(from, to), to == events.size() ? offset : 0, fromLog);
    }
}
