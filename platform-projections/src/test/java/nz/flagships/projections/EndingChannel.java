package nz.flagships.projections;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.PublisherDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Stands for a fault of the connector: ends a channel with the next record that comes by it. */
@ApplicationScoped
class EndingChannel implements PublisherDecorator {
    /** The channel that ends. */
    static final AtomicReference<String> ENDING = new AtomicReference<>("");

    /** Inside of what keeps it open. */
    @Override
    public int getPriority() {
        return -1;
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> publisher, List<String> names, boolean isConnector) {
        return publisher.onItem().invoke(() -> {
            if (names.contains(ENDING.get())) {
                throw new IllegalStateException("The connector has a fault");
            }
        });
    }
}
