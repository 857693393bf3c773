package nz.flagships.reporting.codelist;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/**
 * Reads code lists by Hibernate on the connection that the answer has already. A session of its own would take a second
 * one: as many requests at once as the pool is large would then wait for each other, and the rows would not be of the
 * moment that the cursors are.
 */
@ApplicationScoped
class CodeTables {
    private final SessionFactory sessions;

    CodeTables(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** All rows of an entity's table. */
    <E> List<E> all(Connection connection, Class<E> entity) {
        // Not a stateless one: reading an immutable entity asks that for a cache which it does not have, and fails.
        try (Session session = sessions.withOptions().connection(connection).openSession()) {
            session.setDefaultReadOnly(true);
            return session.createSelectionQuery("from " + entity.getName(), entity)
                    .getResultList();
        }
    }
}
