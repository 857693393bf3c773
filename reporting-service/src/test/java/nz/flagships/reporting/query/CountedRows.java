package nz.flagships.reporting.query;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the rows that the driver gets: of a result that is not fetched piece by piece, all of them. */
final class CountedRows {
    private long rows;

    /** How many so far. */
    long rows() {
        return rows;
    }

    /** The same connection, counted. */
    Connection of(Connection connection) {
        return counted(Connection.class, connection);
    }

    private <T> T any(Class<T> type, Object of) {
        return counted(type, type.cast(of));
    }

    private <T> T counted(Class<T> type, T of) {
        return type.cast(Proxy.newProxyInstance(
                CountedRows.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (of instanceof ResultSet result
                            && method.getName().equals("close")
                            && !result.isClosed()
                            && result.getFetchSize() == 0) {
                        while (result.next()) {
                            rows++;
                        }
                    }
                    @Nullable Object answer;
                    try {
                        answer = method.invoke(of, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (of instanceof ResultSet && method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                        rows++;
                    }
                    for (Class<?> inner : List.of(
                            ResultSet.class, CallableStatement.class, PreparedStatement.class, Statement.class)) {
                        if (method.getReturnType() == inner && answer != null) {
                            return any(inner, answer);
                        }
                    }
                    return answer;
                }));
    }
}
