package nz.flagships.initiative.fund;

import java.time.LocalDate;
import java.util.Map;
import nz.flagships.events.initiative.FundMovement;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What one account comes to on every day of its history. A fact may be dated back, so that what is there at the end says
 * nothing of a day between: what may be taken on a day is the least that is there from that day on.
 *
 * @param net what came and went on each day, in cents; days on which nothing moved are left out
 */
public record Days(PSortedMap<LocalDate, Long> net) {
    static final Days NONE = new Days(TreePMap.empty());

    /** What a movement puts into an account; negative where it takes it out, 0 where it passes by. */
    static long into(FundMovement.Account account, FundMovement movement, long cents) {
        return movement.to() == account ? cents : movement.from() == account ? -cents : 0;
    }

    /** The same with so many cents more, or fewer, from a day on. */
    Days plus(LocalDate on, long cents) {
        return new Days(net.plus(on, net.getOrDefault(on, 0L) + cents));
    }

    /** The least that is there at the end of the day or of any later one; 0 where it is nothing or less. */
    long least(LocalDate from) {
        long sum = 0;
        long least = Long.MAX_VALUE;
        for (Map.Entry<LocalDate, Long> day : net.entrySet()) {
            if (day.getKey().isAfter(from)) {
                least = Math.min(least, sum);
            }
            sum += day.getValue();
        }
        return Math.max(0, Math.min(least, sum));
    }
}
