package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the read models are being filled, and how far that is: a rollout goes on only when the new ones can be
 * asked, and a model that cannot take its events is not rolled out at all.
 */
@Readiness
@ApplicationScoped
class FillingReadiness implements HealthCheck {
    private final SchemaFilling filling;

    FillingReadiness(SchemaFilling filling) {
        this.filling = filling;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("read models").status(filling.isDone());
        filling.shares().forEach((source, share) -> answer.withData(source, share.toString()));
        return answer.build();
    }
}
