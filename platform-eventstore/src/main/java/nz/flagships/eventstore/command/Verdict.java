package nz.flagships.eventstore.command;

import java.util.List;
import java.util.Map;
import nz.flagships.events.Problem;
import nz.flagships.eventstore.store.AppendItem;

/** What a posting comes to on the states it was decided on; nothing is stored yet. */
sealed interface Verdict {
    /**
     * @param own the stream of its first event, which the answer names
     * @param writes per stream, its own first
     * @param moved the aggregates after these events
     * @param guards streams that must not move meanwhile, with their versions
     * @param claims the external reference or the code it takes
     * @param deadlines what the clock shall say
     * @param notices of what others shall learn
     * @param told whether who said so may know where the stream stood before
     */
    record Accepted(
            String own,
            List<AppendItem.Write> writes,
            List<Loaded> moved,
            Map<String, Long> guards,
            List<AppendItem.Claim> claims,
            List<AppendItem.DeadlineRow> deadlines,
            List<AppendItem.NoticeRow> notices,
            boolean told)
            implements Verdict {
        /** As an item of its own. */
        AppendItem item(Posting posting) {
            AppendItem.Write first = writes.getFirst();
            return new AppendItem(
                    List.of(new AppendItem.Key(
                            posting.key(), posting.fingerprint(), first.stream(), first.expectedVersion() + 1)),
                    claims,
                    writes,
                    guards.entrySet().stream()
                            .map(g -> new AppendItem.Guard(g.getKey(), g.getValue()))
                            .toList(),
                    deadlines,
                    notices);
        }
    }

    /** It comes to more events than are made without a turn; they were dropped. */
    record Large() implements Verdict {}

    /**
     * @param problem why
     * @param lookedAt the versions it was refused on; where one has moved, it must be decided again
     */
    record Refused(Problem problem, Map<String, Long> lookedAt) implements Verdict {}
}
