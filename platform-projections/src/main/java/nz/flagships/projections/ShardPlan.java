package nz.flagships.projections;

import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.EventEnvelope;

/**
 * The rule of the reader for one shard: a position at or below the cursor is known already, the next one is applied, and
 * one beyond is a gap, which is filled from the source's log before anything else. Pure: it says what is to be done.
 *
 * @param run what follows the cursor without a hole, to be applied in this order
 * @param seen the highest position that arrived and is not applied yet; 0 when none is
 * @param gap whether the shard goes on from its source's log
 * @param doubtful whether the log is to confirm first what was applied last
 * @param contested whether two events came for one position
 */
record ShardPlan(List<Arrival> run, long seen, boolean gap, boolean doubtful, boolean contested) {

    /**
     * Makes the plan.
     *
     * @param cursor where the shard stands
     * @param held whether nothing of it may be applied now
     * @param doubted whether the log has yet to confirm what was applied last
     * @param arrivals of this shard, in the order in which they arrived
     * @param fromLog whether they are the log's own word, which is not compared with anything
     */
    static ShardPlan of(Cursor cursor, boolean held, boolean doubted, List<Arrival> arrivals, boolean fromLog) {
        List<Arrival> run = new ArrayList<>();
        int epoch = cursor.epoch();
        long position = cursor.position();
        long seen = 0;
        boolean gap = false;
        boolean doubtful = false;
        boolean contested = false;
        for (Arrival arrival : arrivals) {
            EventEnvelope event = arrival.event();
            if (event.epoch() < epoch) {
                continue; // written before a restore, and no longer part of the history
            }
            boolean another = event.epoch() > epoch && !fromLog;
            if (!another && event.position() <= position) {
                int known = (int) Math.max(-1, event.position() - cursor.position() - 1);
                if (!fromLog && !held && !gap && isAnother(cursor, run, known, event)) {
                    // The later one may be the source's: what is about to be applied then is not to be.
                    run.subList(Math.max(0, known), run.size()).clear();
                    contested = true;
                    doubtful = true;
                    gap = true;
                }
                continue;
            }
            seen = Math.max(seen, event.position());
            if (held || gap) {
                continue;
            }
            if (another || event.position() > position + 1 || doubted && !fromLog) {
                // A new epoch may have begun before our cursor: the log is compared first.
                doubtful |= another;
                gap = true;
                continue;
            }
            run.add(arrival);
            epoch = event.epoch();
            position = event.position();
        }
        return new ShardPlan(List.copyOf(run), seen, gap, doubtful, contested);
    }

    /**
     * Whether another event than this has its position already. What came before the last of a shard need not be known:
     * of two histories the source's comes by the cursor's position before anything can be applied on top of it.
     *
     * @param run what is about to be applied on top of the cursor
     * @param known where in the run that position is; -1 when it is not in it
     */
    private static boolean isAnother(Cursor cursor, List<Arrival> run, int known, EventEnvelope event) {
        return known >= 0
                ? !run.get(known).event().id().equals(event.id())
                : event.position() == cursor.position() && !cursor.isAt(event);
    }
}
