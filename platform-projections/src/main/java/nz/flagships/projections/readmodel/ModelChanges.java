package nz.flagships.projections.readmodel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a model comes to.
 *
 * @param name of the model
 * @param changes how many transactions have changed it; what an entity tag of it is made from
 * @param rows how many there are
 * @param checksum of all rows, whatever order they were written in: equal where the models are, also in another schema
 */
public record ModelChanges(String name, long changes, long rows, long checksum) {
    /** Of some models, in the order of their names; a model that holds nothing yet is left out. */
    public static List<ModelChanges> of(Connection connection, Collection<? extends ReadModel<?>> models)
            throws SQLException {
        List<ModelChanges> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select name, sum(changes)::bigint, sum(rows)::bigint, bit_xor(checksum) from read_model
                where name = any (?::text[]) group by name order by name
                """)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", models.stream().map(ReadModel::table).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new ModelChanges(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return all;
    }
}
