package nz.flagships.eventstore.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A write service is ready when it can reach its database. What Kafka does not have yet is data and a metric
 * ({@code flagships_relay_oldest_unpublished_seconds}), no reason to turn writes away.
 */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    private static final int SECONDS = 2;

    private final DataSource dataSource;

    @Inject
    StoreReadiness(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public HealthCheckResponse call() {
        try (Connection connection = dataSource.getConnection()) {
            return HealthCheckResponse.named("event store")
                    .status(connection.isValid(SECONDS))
                    .build();
        } catch (SQLException e) {
            return HealthCheckResponse.named("event store").down().build();
        }
    }
}
