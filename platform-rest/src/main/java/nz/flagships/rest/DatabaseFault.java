package nz.flagships.rest;

import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why PostgreSQL cannot be used and which setting mends it, without a value of either side. */
public final class DatabaseFault {
    private DatabaseFault() {}

    /** A clause for a log. */
    public static String said(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SSLException || of(t, "java.security.cert")) {
                return "its certificate is not taken (" + t.getClass().getSimpleName()
                        + "): it must come from the authority in"
                        + " FLAGSHIPS_POSTGRES_SSLROOTCERT and name FLAGSHIPS_POSTGRES_HOST";
            }
        }
        String state = state(fault);
        if (state != null) {
            switch (state.substring(0, 2)) {
                case "28" -> {
                    return "it refuses the role or its password (" + state
                            + "): see FLAGSHIPS_POSTGRES_USER and _PASSWORD,"
                            + " and whether it wants TLS (FLAGSHIPS_POSTGRES_SSLMODE)";
                }
                case "3D" -> {
                    return "there is no such database (" + state + ")";
                }
                case "08" -> {
                    return "it cannot be reached (" + state
                            + "): see FLAGSHIPS_POSTGRES_HOST, _PORT and _SSLMODE, and whether" + " it runs";
                }
                default -> {
                    return Faults.named(fault);
                }
            }
        }
        return Faults.named(fault);
    }

    private static boolean of(Throwable t, String prefix) {
        return t.getClass().getName().startsWith(prefix);
    }

    private static @Nullable String state(Throwable fault) {
        String found = null;
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() == 5) {
                found = sql.getSQLState();
            }
        }
        return found;
    }
}
