package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list as CSV (RFC 4180), for spreadsheets: UTF-8 with the mark by which Excel knows it, so that macrons stay;
 * no text that one of them would run; and a last column that says of each row whether it rests on anything made up.
 */
final class Csv implements Closeable {
    /** The column that every download has. */
    static final String SYNTHETIC = "synthetic";

    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();
    // What a spreadsheet would take for a formula, also behind white space or what is not seen, and in the full width
    // that some input methods write and some spreadsheets read. The page has the same for what it makes itself
    // (csv.js).
    private static final Pattern FORMULA = Pattern.compile(
            "\\A(?:[\\t\\r\\n]|[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE62\\uFE63\\uFE66\\uFE6B]).*",
            Pattern.DOTALL);
    private static final char MARK = '\uFEFF';
    private static final String LINE_END = "\r\n";

    private final List<Column> columns;
    private final boolean marked;
    private final SequenceWriter lines;

    private Csv(List<Column> columns, SequenceWriter lines) {
        this.columns = columns;
        this.marked = marks(columns);
        this.lines = lines;
    }

    private static boolean marks(List<Column> columns) {
        return columns.stream().noneMatch(column -> column.name().equals(SYNTHETIC));
    }

    /** The names of the columns in a download. */
    static List<String> names(List<Column> columns) {
        Stream<String> names = columns.stream().map(Column::name);
        return (marks(columns) ? Stream.concat(names, Stream.of(SYNTHETIC)) : names).toList();
    }

    /** Begins a download with its header. */
    static Csv to(OutputStream out, List<Column> columns) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(MARK);
        text.write(String.join(",", names(columns)));
        text.write(LINE_END);
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(false).setLineSeparator(LINE_END);
        names(columns).forEach(schema::addColumn);
        return new Csv(columns, MAPPER.writer(schema.build()).writeValues(text));
    }

    /** Adds a line. A null is an empty cell. */
    void add(JsonNode row, boolean synthetic) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(cell(column, column.in(row))));
        if (marked) {
            cells.add(Boolean.toString(synthetic));
        }
        lines.write(cells);
    }

    @Override
    public void close() throws IOException {
        lines.close();
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
            // As JSON has them: a tree by itself writes 690 as 6.9E+2.
            case OBJECTS -> value.isEmpty() ? null : Json.text(value);
        };
    }

    /** A text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it. */
    static String safe(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }
}
