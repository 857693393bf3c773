package nz.flagships.cases.caseload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.projections.Projection;
import org.jspecify.annotations.Nullable;

/** Keeps which cases there are and which agencies work on them. All events of a case come in order, from one shard. */
@ApplicationScoped
class CaseloadProjection implements Projection {
    private static final Set<String> WANTED = Set.of(
            "CaseOpened", "AgencyJoinedCase", "AgencyLeftCase", "LeadAgencyChanged", "CaseClosed", "CaseReopened");

    @Override
    public String name() {
        return "caseload";
    }

    @Override
    public Set<String> sources() {
        return Set.of("case");
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return event.aggregate().equals("case") && WANTED.contains(event.name());
    }

    /** What a batch does to a case; only what it says is written. */
    private static final class Change {
        private @Nullable JsonNode opened;
        private @Nullable String lead;
        private boolean closingSaid;
        private @Nullable LocalDate closedOn;
        private long version;
        private final Map<String, Boolean> agencies = new TreeMap<>();

        void take(EventEnvelope event) {
            JsonNode data = read(event);
            version = event.sequence();
            switch (event.name()) {
                case "CaseOpened" -> {
                    opened = data;
                    String leads = text(data, "leadAgency");
                    lead = leads;
                    agencies.put(leads, true);
                }
                case "AgencyJoinedCase" -> agencies.put(text(data, "joined"), true);
                case "AgencyLeftCase" -> agencies.put(text(data, "left"), false);
                case "LeadAgencyChanged" -> lead = text(data, "to");
                case "CaseClosed" -> {
                    closingSaid = true;
                    closedOn = LocalDate.parse(text(data, "closedOn"));
                }
                default -> {
                    closingSaid = true;
                    closedOn = null;
                }
            }
        }

        private static JsonNode read(EventEnvelope event) {
            try {
                return Json.MAPPER.readTree(event.data());
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("The data is not JSON", e);
            }
        }
    }

    private record Membership(String agency, UUID caseId) implements Comparable<Membership> {
        @Override
        public int compareTo(Membership other) {
            int byAgency = agency.compareTo(other.agency);
            return byAgency != 0 ? byAgency : caseId.compareTo(other.caseId);
        }
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) throws SQLException {
        SortedMap<UUID, Change> changes = new TreeMap<>();
        for (EventEnvelope event : batch) {
            changes.computeIfAbsent(UUID.fromString(event.subjectId()), id -> new Change())
                    .take(event);
        }
        insert(changes, connection);
        update(changes, connection);
        members(changes, connection);
    }

    private static void insert(SortedMap<UUID, Change> changes, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into case_listed
                    (case_id, opened_on, region, themes, programme, initiative, lead_agency, version)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (Map.Entry<UUID, Change> entry : changes.entrySet()) {
                JsonNode opened = entry.getValue().opened;
                if (opened != null) {
                    List<String> themes = new ArrayList<>();
                    opened.path("themes").forEach(theme -> themes.add(theme.textValue()));
                    insert.setObject(1, entry.getKey());
                    insert.setObject(2, LocalDate.parse(text(opened, "openedOn")));
                    insert.setString(3, text(opened, "region"));
                    insert.setArray(4, connection.createArrayOf("text", themes.toArray()));
                    insert.setString(5, text(opened, "programme"));
                    insert.setString(6, opened.path("initiative").textValue());
                    insert.setString(7, text(opened, "leadAgency"));
                    insert.setLong(8, 1);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void update(SortedMap<UUID, Change> changes, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update case_listed set lead_agency = coalesce(?, lead_agency),
                    closed_on = case when ? then ? else closed_on end, version = ?
                where case_id = ?
                """)) {
            for (Map.Entry<UUID, Change> entry : changes.entrySet()) {
                Change change = entry.getValue();
                update.setString(1, change.lead);
                update.setBoolean(2, change.closingSaid);
                update.setObject(3, change.closedOn, Types.DATE);
                update.setLong(4, change.version);
                update.setObject(5, entry.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void members(SortedMap<UUID, Change> changes, Connection connection) throws SQLException {
        SortedMap<Membership, Boolean> members = new TreeMap<>();
        changes.forEach((id, change) ->
                change.agencies.forEach((agency, works) -> members.put(new Membership(agency, id), works)));
        try (PreparedStatement join = connection.prepareStatement(
                        "insert into case_agency (agency, case_id) values (?, ?) on conflict do nothing");
                PreparedStatement leave =
                        connection.prepareStatement("delete from case_agency where agency = ? and case_id = ?")) {
            for (Map.Entry<Membership, Boolean> entry : members.entrySet()) {
                PreparedStatement statement = entry.getValue() ? join : leave;
                statement.setString(1, entry.getKey().agency());
                statement.setObject(2, entry.getKey().caseId());
                statement.addBatch();
            }
            join.executeBatch();
            leave.executeBatch();
        }
    }

    private static String text(JsonNode data, String member) {
        String value = data.path(member).textValue();
        if (value == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return value;
    }
}
