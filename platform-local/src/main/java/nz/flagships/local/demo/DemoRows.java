package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a file of the demonstration, by the names in its first line. */
final class DemoRows {
    private static final CsvMapper CSV = new CsvMapper();

    private DemoRows() {}

    /**
     * A row.
     *
     * @param cells the text of each column; empty where there is none
     */
    record Row(Map<String, String> cells) {
        /** The text of a column, which must be there. */
        String text(String column) {
            String text = optional(column);
            if (text == null) {
                throw new IllegalArgumentException("The demonstration lacks " + column + " in " + cells);
            }
            return text;
        }

        /** The text of a column, or null where it is empty or the file has no such column. */
        @Nullable
        String optional(String column) {
            String text = cells.get(column);
            return text == null || text.isEmpty() ? null : text;
        }

        /** The parts of a column that are separated by a plus. */
        List<String> list(String column) {
            String text = optional(column);
            return text == null ? List.of() : List.of(text.split("\\+", -1));
        }

        boolean flag(String column) {
            return Boolean.parseBoolean(text(column));
        }
    }

    /** All rows of {@code demo/<file>.csv}. */
    static List<Row> of(String file) {
        String path = "/demo/" + file + ".csv";
        try (InputStream in = DemoRows.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The demonstration lacks " + path);
            }
            try (MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(in)) {
                return rows.readAll().stream().map(Row::new).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
