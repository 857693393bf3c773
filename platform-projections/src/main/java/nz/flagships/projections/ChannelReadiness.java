package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.projections.Channels.Standing;
import nz.flagships.projections.Channels.State;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while a channel has ended and could not be opened anew, with the reason: what this replica shows then comes
 * seconds late. A broker that is away ends no channel. Whether the process lives is not asked of channels at all.
 */
@Readiness
@ApplicationScoped
class ChannelReadiness implements HealthCheck {
    private final Channels channels;

    ChannelReadiness(Channels channels) {
        this.channels = channels;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("channels").up();
        for (String source : channels.sources()) {
            Standing stands = channels.of(source);
            if (stands != null) {
                answer.withData(source, stands.said());
                if (stands.state() == State.ENDED) {
                    answer.down();
                }
            }
        }
        return answer.build();
    }
}
