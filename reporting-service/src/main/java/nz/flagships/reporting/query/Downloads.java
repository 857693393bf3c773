package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.rest.ProblemException;
import org.jboss.logging.Logger;

/** Makes downloads: all rows that a query asks for, as they were at one moment, row by row from the database to the spool. */
@ApplicationScoped
class Downloads {
    private static final Logger LOG = Logger.getLogger(Downloads.class);
    /** Being made at once; each has a connection meanwhile. */
    private static final int AT_ONCE = 4;
    /** The most rows that are put in order here, where the database cannot. */
    private static final int SORTED = 50_000;

    private static final int LONGEST_NAME = 120;
    private static final int RETRY_SECONDS = 5;

    private final Semaphore places = new Semaphore(AT_ONCE);

    @FunctionalInterface
    private interface Writing {
        void to(Csv lines) throws SQLException, IOException;
    }

    /** Carries what the spool threw through the reading of rows. */
    private static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException why;

        NotWritten(IOException why) {
            super(why);
            this.why = why;
        }
    }

    /** Everything that a query asks for. */
    <R> InputStream make(Listing<R> listing, Found<R> found, Query query) throws SQLException {
        if (!places.tryAcquire()) {
            throw later();
        }
        try {
            return made(listing, lines -> {
                if (found.rows().ordered(query)) {
                    found.rows().each(query, row -> {
                        ObjectNode node = (ObjectNode) Json.tree(row);
                        if (query.wants(node)) {
                            add(lines, node, found.synthetic());
                        }
                        return true;
                    });
                } else {
                    for (ObjectNode row : sorted(found, query)) {
                        add(lines, row, found.synthetic());
                    }
                }
            });
        } finally {
            places.release();
        }
    }

    /** One page. */
    <R> InputStream make(Listing<R> listing, Found<R> found, Query.Page page) throws SQLException {
        return made(listing, lines -> page.rows().forEach(row -> add(lines, row, found.synthetic())));
    }

    private static <R> List<ObjectNode> sorted(Found<R> found, Query query) throws SQLException {
        List<ObjectNode> rows = new ArrayList<>();
        found.rows().each(query, row -> {
            ObjectNode node = (ObjectNode) Json.tree(row);
            if (query.wants(node)) {
                if (rows.size() == SORTED) {
                    throw QueryRule.TOO_LARGE.exception("It has more than %d rows to be sorted".formatted(SORTED));
                }
                rows.add(node);
            }
            return true;
        });
        rows.sort(query::compare);
        return rows;
    }

    private static void add(Csv lines, JsonNode row, boolean synthetic) {
        try {
            lines.add(row, synthetic || Synthetic.is(row));
        } catch (IOException e) {
            throw new NotWritten(e);
        }
    }

    private static InputStream made(Listing<?> listing, Writing writing) throws SQLException {
        Spool spool = null;
        boolean whole = false;
        try {
            spool = new Spool();
            try (Csv lines = Csv.to(spool, listing.columns())) {
                writing.to(lines);
            }
            InputStream made = spool.read();
            whole = true;
            return made;
        } catch (NotWritten e) {
            throw refusal(e.why);
        } catch (IOException e) {
            throw refusal(e);
        } finally {
            if (spool != null && !whole) {
                spool.discard();
            }
        }
    }

    private static RuntimeException refusal(IOException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof Spool.Full full) {
                return full.ofAll() ? later() : QueryRule.TOO_LARGE.exception();
            }
        }
        LOG.error("A download cannot be kept in the temporary folder", e);
        return new UncheckedIOException(e);
    }

    private static ProblemException later() {
        return new ProblemException(QueryRule.TOO_MANY_DOWNLOADS.problem().retryAfter(RETRY_SECONDS));
    }

    /** The name of a download: the view, its filters, and the day it was made. */
    static String name(String path, Query query, Instant now) {
        String view = path.replaceFirst("\\A/?v1/", "");
        String filters =
                query.asked().entrySet().stream().map(Downloads::filter).collect(Collectors.joining());
        String name = (view + filters).replaceAll("[^A-Za-z0-9._~]+", "-");
        return "%s-%s.csv"
                .formatted(
                        name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("\\A[-.]+|[-.]+\\z", ""),
                        NewZealand.day(now));
    }

    private static String filter(Map.Entry<String, List<String>> filter) {
        return "-" + filter.getKey() + "-" + String.join("+", filter.getValue());
    }
}
