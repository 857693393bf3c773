package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a list as CSV (RFC 4180), safe to open in a spreadsheet. */
final class Csv {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    // What a spreadsheet would take for a formula.
    private static final Pattern FORMULA = Pattern.compile("\\A[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private Csv() {}

    /** A header and a line per row. A null is an empty cell. */
    static String of(List<Column> columns, List<? extends JsonNode> rows) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(column -> schema.addColumn(column.name()));
        StringWriter text = new StringWriter();
        try (var lines = MAPPER.writer(schema.build()).writeValues(text)) {
            if (rows.isEmpty()) {
                return String.join(",", columns.stream().map(Column::name).toList()) + "\r\n";
            }
            for (JsonNode row : rows) {
                List<@Nullable Object> cells = new ArrayList<>();
                columns.forEach(column -> cells.add(cell(column, column.in(row))));
                lines.write(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static @Nullable Object cell(Column column, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        return switch (column.kind()) {
            // A negative number is a number, not a formula.
            case NUMBER -> value.decimalValue().toPlainString();
            case FLAG -> value.asText();
            case TEXT, DAY, INSTANT -> safe(value.asText());
            case TEXTS -> {
                List<String> texts = new ArrayList<>();
                value.forEach(element -> texts.add(element.asText()));
                yield safe(String.join("+", texts));
            }
            case OBJECTS -> value.isEmpty() ? null : value.toString();
        };
    }

    /** A text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it. */
    static String safe(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }
}
