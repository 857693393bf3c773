package nz.flagships.rest;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Tells a fault that passes, as a database that is away for a moment, from one that stays. */
public final class Faults {
    private Faults() {}

    /**
     * Whether trying again can help. A fault that is wrongly held to pass blocks everybody, one that is wrongly held to
     * last stops one shard, visibly: so what is not known to pass does not.
     */
    public static boolean passes(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return passes(sql);
            }
            if (t instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** The SQL state, or the fault's class: what may be said of it in a log, since messages can carry values. */
    public static String named(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return t.getClass().getSimpleName() + " " + sql.getSQLState();
            }
        }
        return fault.getClass().getName();
    }

    private static boolean passes(SQLException fault) {
        if (fault instanceof SQLTransientException || fault instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable String state = fault.getSQLState();
        if (state == null) {
            return true; // the pool: no connection to be had in time
        }
        if (state.equals("25006") || state.equals("25P03")) {
            return true; // read-only while failing over; idle too long in a transaction
        }
        // Classes of PostgreSQL's appendix A: connection, authorisation and catalogue (while a server comes up or
        // credentials change), rollback, resources, not in the prerequisite state, operator intervention, system.
        return switch (state.substring(0, 2)) {
            case "08", "28", "3D", "40", "53", "55", "57", "58" -> true;
            default -> false;
        };
    }
}
