package nz.flagships.cases.caseload;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The cases an agency works on. */
@ApplicationScoped
public class Caseload {
    private final DataSource database;

    Caseload(DataSource database) {
        this.database = database;
    }

    /**
     * A page.
     *
     * @param rows newest first
     * @param next what to ask for as {@code after} to go on; null at the end
     */
    public record Page(List<Row> rows, @Nullable String next) {}

    /**
     * A case.
     *
     * @param id its id
     * @param reference the asking agency's own reference, where it gave one
     * @param status ACTIVE or CLOSED
     * @param openedOn the day it was opened
     * @param closedOn the day it was closed, while it is
     * @param region the code of its region
     * @param themes the codes of its themes
     * @param programme the code of its programme
     * @param initiative the code of the initiative that referred it
     * @param leadAgency the code of the agency that leads it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            UUID id,
            @Nullable String reference,
            Wanted status,
            LocalDate openedOn,
            @Nullable LocalDate closedOn,
            String region,
            List<String> themes,
            String programme,
            @Nullable String initiative,
            String leadAgency) {}

    /** Which cases. */
    public enum Wanted {
        /** Those the agencies work on. */
        ACTIVE,
        /** Those that are closed. */
        CLOSED
    }

    /**
     * Cases of an agency, newest first.
     *
     * @param agency the code of an agency that works on them
     * @param wanted which; null for all
     * @param after the last id of the page before, or null
     * @param limit at most so many
     */
    public Page of(String agency, @Nullable Wanted wanted, @Nullable UUID after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select c.case_id, c.opened_on, c.closed_on, c.region, c.themes, c.programme, c.initiative,
                            c.lead_agency,
                            (select substr(k.value, length(?) + 1) from claim k
                             where k.stream = 'case/' || c.case_id and starts_with(k.value, ?)
                             order by k.value limit 1) reference
                        from case_agency a join case_listed c using (case_id)
                        where a.agency = ? and (?::uuid is null or a.case_id < ?::uuid)
                            and (?::boolean is null or ?::boolean = (c.closed_on is not null))
                        order by a.case_id desc limit ?
                        """)) {
            String claims = "case~" + agency + "~";
            Boolean closed = wanted == null ? null : wanted == Wanted.CLOSED;
            select.setString(1, claims);
            select.setString(2, claims);
            select.setString(3, agency);
            select.setObject(4, after);
            select.setObject(5, after);
            select.setObject(6, closed);
            select.setObject(7, closed);
            select.setInt(8, limit + 1);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row));
                }
            }
            return rows.size() > limit
                    ? new Page(
                            List.copyOf(rows.subList(0, limit)),
                            rows.get(limit - 1).id().toString())
                    : new Page(rows, null);
        } catch (SQLException e) {
            throw new IllegalStateException("The caseload cannot be read: " + e.getSQLState(), e);
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        LocalDate closedOn = row.getObject("closed_on", LocalDate.class);
        return new Row(
                row.getObject("case_id", UUID.class),
                row.getString("reference"),
                closedOn == null ? Wanted.ACTIVE : Wanted.CLOSED,
                row.getObject("opened_on", LocalDate.class),
                closedOn,
                row.getString("region"),
                Arrays.asList((String[]) row.getArray("themes").getArray()),
                row.getString("programme"),
                row.getString("initiative"),
                row.getString("lead_agency"));
    }
}
