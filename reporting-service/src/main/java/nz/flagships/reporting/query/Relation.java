package nz.flagships.reporting.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.projections.readmodel.ReadModel;
import nz.flagships.projections.readmodel.Shape;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/**
 * A list that is a query: the database filters, sorts and finds the page, and gives no row more than is asked for. It says
 * what each column of the list is in the query; a column it does not say is filtered and sorted by when its row is here.
 *
 * @param <R> the record of the list's rows
 */
public final class Relation<R> {
    private static final int FETCHED = 500;

    private final String sql;
    private final Row.Reader<R> reader;
    private final Map<String, String> expressions;
    private final Map<String, Days> spans;
    private final List<Having> having;

    private record Days(String first, String last) {}

    private record Having(String expression, List<String> codes) {}

    private Relation(
            String sql,
            Row.Reader<R> reader,
            Map<String, String> expressions,
            Map<String, Days> spans,
            List<Having> having) {
        this.sql = sql;
        this.reader = reader;
        this.expressions = expressions;
        this.spans = spans;
        this.having = having;
    }

    /** The rows of a model, as they are kept: each component of its record is a column. */
    public static <R extends Record> Relation<R> of(ReadModel<R> model) {
        return of("select * from " + model.table(), model.shape());
    }

    /**
     * A view over models.
     *
     * @param sql as of any relation; its columns have the names that a model of the same record would have, others are not shown
     */
    public static <R extends Record> Relation<R> of(String sql, Class<R> record) {
        return of(sql, Shape.of(record));
    }

    private static <R extends Record> Relation<R> of(String sql, Shape<R> shape) {
        return new Relation<>(sql, row -> row.as(shape), shape.names(), Map.of(), List.of());
    }

    /**
     * A relation.
     *
     * @param sql a query without order; what is asked for is cut out of it
     * @param reader makes a row of the list of a row of the query
     */
    public static <R> Relation<R> of(String sql, Row.Reader<R> reader) {
        return new Relation<>(sql, reader, Map.of(), Map.of(), List.of());
    }

    /** The same, with columns that have the list's names in the query too: {@code dueOn} is {@code due_on}. */
    public Relation<R> columns(String... names) {
        Map<String, String> more = new LinkedHashMap<>(expressions);
        Arrays.stream(names)
                .forEach(
                        name -> more.put(name, name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)));
        return new Relation<>(sql, reader, more, spans, having);
    }

    /** The same, with a column that is an expression over the query. */
    public Relation<R> column(String name, String expression) {
        Map<String, String> more = new LinkedHashMap<>(expressions);
        more.put(name, expression);
        return new Relation<>(sql, reader, more, spans, having);
    }

    /** The same, with a column of periods: their first and last days are expressions over the query. */
    public Relation<R> period(String name, String text, String first, String last) {
        Map<String, Days> more = new LinkedHashMap<>(spans);
        more.put(name, new Days(first, last));
        return new Relation<>(sql, reader, expressions, more, having).column(name, text);
    }

    /** The same, but only rows whose column of several codes has one of these; all where none are named. */
    public Relation<R> having(String column, List<String> codes) {
        String expression = requireNonNull(expressions.get(column), column);
        return codes.isEmpty()
                ? this
                : new Relation<>(
                        sql,
                        reader,
                        expressions,
                        spans,
                        Stream.concat(having.stream(), Stream.of(new Having(expression, codes)))
                                .toList());
    }

    /** The same, with the columns of the provenance that every fact has. */
    public Relation<R> provenance() {
        return column("provenance.basis", "basis")
                .column("provenance.source", "source")
                .column("provenance.note", "note")
                .column("provenance.inferred", "inferred");
    }

    /**
     * The rows as they are asked for.
     *
     * @param connection in a transaction
     * @param arguments of the query
     */
    public Rows<R> rows(Connection connection, Object... arguments) {
        return new Rows<>() {
            @Override
            public void each(Query query, Taker<R> to) throws SQLException {
                Statement statement = statement(query, arguments);
                Row.each(
                        connection,
                        statement.sql.toString(),
                        query.isWhole() ? FETCHED : Math.min(FETCHED, query.pageSize() + 1),
                        row -> to.take(reader.read(row)),
                        statement.arguments.toArray());
            }

            @Override
            public boolean ordered(Query query) {
                return Relation.this.ordered(query);
            }

            @Override
            public boolean beyond(Query query) {
                return Relation.this.ordered(query);
            }
        };
    }

    private boolean ordered(Query query) {
        return query.order().stream()
                .allMatch(sort -> expressions.containsKey(sort.column().name()));
    }

    private static final class Statement {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> arguments = new ArrayList<>();
    }

    private Statement statement(Query query, Object... arguments) {
        Statement statement = new Statement();
        statement.sql.append("select * from (").append(sql).append(") listed");
        statement.arguments.addAll(Arrays.asList(arguments));
        List<String> conditions = new ArrayList<>();
        having.forEach(each -> {
            conditions.add(each.expression + " && ?::text[]");
            statement.arguments.add(each.codes);
        });
        boolean[] all = {ordered(query) && !query.isWhole()};
        query.filters().forEach((column, wanted) -> {
            String condition = condition(column, wanted, statement.arguments);
            if (condition != null) {
                conditions.add(condition);
            }
            // Days are held by more periods than those that are meant, which are found when they are here.
            if (condition == null || wanted.stream().anyMatch(Stretch.class::isInstance)) {
                all[0] = false;
            }
        });
        ArrayNode after = query.after();
        if (ordered(query) && after != null) {
            conditions.add(beyond(query.order(), after, 0, statement.arguments));
        }
        if (!conditions.isEmpty()) {
            statement.sql.append(" where ").append(String.join(" and ", conditions));
        }
        if (ordered(query) && !query.order().isEmpty()) {
            statement
                    .sql
                    .append(" order by ")
                    .append(query.order().stream()
                            .map(sort -> sorted(sort) + (sort.down() ? " desc nulls last" : " nulls last"))
                            .collect(Collectors.joining(", ")));
        }
        if (all[0]) {
            statement.sql.append(" limit ").append(query.pageSize() + 1);
        }
        return statement;
    }

    private String expression(Column column) {
        String expression = expressions.get(column.name());
        if (expression == null) {
            throw new IllegalStateException("The relation does not say what " + column.name() + " is");
        }
        return "(" + expression + ")";
    }

    private String sorted(Listing.Sort sort) {
        String expression = expression(sort.column());
        if (sort.column().kind() != Column.Kind.TEXT) {
            return expression;
        }
        // By code points, and not as a language does: a page goes on where another one ended.
        return (sort.prose()
                        ? "left(%s::text, %d)".formatted(expression, Listing.Sort.BEGINNING)
                        : expression + "::text")
                + " collate \"C\"";
    }

    private @Nullable String condition(Column column, List<Object> wanted, List<Object> arguments) {
        if (!expressions.containsKey(column.name())) {
            return null;
        }
        List<String> either = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Object one : wanted) {
            if (one.equals(Column.NOTHING)) {
                either.add(
                        column.kind() == Column.Kind.TEXTS
                                ? "coalesce(cardinality(%s), 0) = 0".formatted(expression(column))
                                : expression(column) + " is null");
            } else if (one instanceof Stretch stretch) {
                Days days = spans.get(column.name());
                if (days == null) {
                    return null;
                }
                either.add("(%s >= ?::date and %s <= ?::date)".formatted(days.first, days.last));
                arguments.add(stretch.from().first().toString());
                arguments.add(stretch.to().last().toString());
            } else {
                values.add(one instanceof BigDecimal number ? number.toPlainString() : column.kept(one.toString()));
            }
        }
        if (!values.isEmpty()) {
            either.add(
                    switch (column.kind()) {
                        case TEXTS -> expression(column) + "::text[] && ?::text[]";
                        case TEXT, OBJECTS -> expression(column) + "::text = any (?::text[])";
                        case NUMBER -> expression(column) + " = any (?::text[]::numeric[])";
                        case FLAG -> expression(column) + " = any (?::text[]::boolean[])";
                        case DAY -> expression(column) + " = any (?::text[]::date[])";
                        case INSTANT -> expression(column) + " = any (?::text[]::timestamptz[])";
                    });
            arguments.add(List.copyOf(values));
        }
        return "(" + String.join(" or ", either) + ")";
    }

    /** What lies beyond a place: further by the first column, or the same by it and further by the next. */
    private String beyond(List<Listing.Sort> order, ArrayNode after, int at, List<Object> arguments) {
        List<Listing.Sort> rest = order.subList(at, order.size());
        if (rest.isEmpty()) {
            return "false";
        }
        if (rest.stream().noneMatch(sort -> sort.down() || sort.column().nullable())) {
            // As one comparison, by which an index finds the place.
            for (int i = at; i < order.size(); i++) {
                arguments.add(kept(order.get(i).column(), after.get(i)));
            }
            return "(%s) > (%s)"
                    .formatted(
                            rest.stream().map(this::sorted).collect(Collectors.joining(", ")),
                            rest.stream().map(sort -> typed(sort.column())).collect(Collectors.joining(", ")));
        }
        Column column = order.get(at).column();
        JsonNode value = after.get(at);
        if (value.isNull()) {
            // What is not known comes last, so there is only more of the same.
            return "(%s is null and %s)".formatted(expression(column), beyond(order, after, at + 1, arguments));
        }
        arguments.add(kept(column, value));
        arguments.add(kept(column, value));
        String expression = sorted(order.get(at));
        return "((%1$s %2$s %3$s or %1$s is null) or (%1$s = %3$s and %4$s))"
                .formatted(
                        expression,
                        order.get(at).down() ? "<" : ">",
                        typed(column),
                        beyond(order, after, at + 1, arguments));
    }

    private static String kept(Column column, JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : column.kept(value.asText());
    }

    private static String typed(Column column) {
        return switch (column.kind()) {
            case TEXT -> "?::text";
            case NUMBER -> "?::text::numeric";
            case FLAG -> "?::text::boolean";
            case DAY -> "?::text::date";
            case INSTANT -> "?::text::timestamptz";
            case TEXTS, OBJECTS -> throw new IllegalStateException("Nothing is sorted by " + column.name());
        };
    }
}
