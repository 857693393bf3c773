package nz.flagships.projections;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A projection cannot take an event. */
final class Poison extends RuntimeException {
    private static final long serialVersionUID = 1;

    final String projection;
    final transient Throwable fault;

    Poison(String projection, Throwable fault) {
        super(fault);
        this.projection = projection;
        this.fault = fault;
    }

    /**
     * Whether it is the event's own: what it says cannot be understood or kept. Else something is missing here, as a table,
     * a grant or a class, and no event of the kind could be taken: to set one stream after the other aside would not help.
     */
    boolean isOfEvent() {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return isOfEvent(sql.getSQLState());
            }
            if (t instanceof LinkageError || t instanceof Quarantine.Full) {
                return false;
            }
        }
        return true;
    }

    /** Classes of PostgreSQL's appendix A: data, and integrity constraints. */
    private static boolean isOfEvent(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
