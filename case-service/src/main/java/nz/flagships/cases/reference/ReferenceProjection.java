package nz.flagships.cases.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.projections.Projection;
import org.jspecify.annotations.Nullable;

/** Which codes there are, from what initiative-service published. */
@ApplicationScoped
class ReferenceProjection implements Projection {
    private static final Map<String, String> KINDS =
            Map.of("ProgrammeDefined", "programme", "ThemeDefined", "theme", "InitiativeProposed", "initiative");
    static final String AGENCY = "AgencyRegistered";
    private static final Set<String> OF_REGIONS = Set.of("RegionDefined", "RegionsMerged", "RegionRetired");

    @Override
    public String name() {
        return "references";
    }

    @Override
    public Set<String> sources() {
        return Set.of("initiative");
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return KINDS.containsKey(event.name()) || OF_REGIONS.contains(event.name()) || AGENCY.equals(event.name());
    }

    /** What a batch says of a region; null says nothing. */
    private record Said(
            @Nullable RegionKind kind,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        Said then(Said later) {
            return new Said(
                    later.kind == null ? kind : later.kind,
                    later.from == null ? from : later.from,
                    later.to == null ? to : later.to);
        }
    }

    private record Code(String kind, String code) implements Comparable<Code> {
        @Override
        public int compareTo(Code other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : code.compareTo(other.code);
        }
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) throws SQLException {
        SortedMap<String, Said> regions = new TreeMap<>();
        SortedSet<Code> codes = new TreeSet<>();
        SortedSet<String> agencies = new TreeSet<>();
        for (EventEnvelope event : batch) {
            String kind = KINDS.get(event.name());
            if (AGENCY.equals(event.name())) {
                agencies.add(event.subjectId());
            } else if (kind != null) {
                codes.add(new Code(kind, event.subjectId()));
            } else {
                regions.merge(event.subjectId(), said(event), Said::then);
            }
        }
        write(regions, connection);
        write(codes, connection);
        writeAgencies(agencies, connection);
    }

    private static Said said(EventEnvelope event) {
        JsonNode data;
        try {
            data = Json.MAPPER.readTree(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The data is not JSON", e);
        }
        return switch (event.name()) {
            case "RegionDefined" ->
                new Said(
                        RegionKind.valueOf(data.path("kind").asText()),
                        day(data.path("validFrom")),
                        day(data.path("validTo")));
            case "RegionsMerged" -> new Said(null, day(data.path("on")), null);
            default -> new Said(null, null, day(data.path("lastDay")));
        };
    }

    private static @Nullable LocalDate day(JsonNode node) {
        return node.isTextual() ? LocalDate.parse(node.textValue()) : null;
    }

    private static void write(SortedMap<String, Said> regions, Connection connection) throws SQLException {
        if (regions.isEmpty()) {
            return;
        }
        // A later event says more, and never takes back; the row of a region whose kind is not said yet is a stub.
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into known_region as k (code, kind, valid_from, valid_to) values (?, ?, ?, ?)
                on conflict (code) do update set
                    kind = coalesce(excluded.kind, k.kind),
                    valid_from = coalesce(excluded.valid_from, k.valid_from),
                    valid_to = coalesce(excluded.valid_to, k.valid_to)
                """)) {
            for (Map.Entry<String, Said> entry : regions.entrySet()) {
                Said said = entry.getValue();
                upsert.setString(1, entry.getKey());
                upsert.setString(2, said.kind == null ? null : said.kind.name());
                upsert.setDate(3, said.from == null ? null : Date.valueOf(said.from));
                upsert.setDate(4, said.to == null ? null : Date.valueOf(said.to));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static void writeAgencies(Collection<String> codes, Connection connection) throws SQLException {
        if (codes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into known_agency (code) select unnest(?::text[]) on conflict do nothing")) {
            insert.setArray(1, connection.createArrayOf("text", codes.toArray()));
            insert.executeUpdate();
        }
    }

    private static void write(SortedSet<Code> codes, Connection connection) throws SQLException {
        if (codes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into known_code (kind, code) select k, c from unnest(?::text[], ?::text[]) x (k, c)
                on conflict do nothing
                """)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", codes.stream().map(Code::kind).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", codes.stream().map(Code::code).toArray()));
            insert.executeUpdate();
        }
    }
}
