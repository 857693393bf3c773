package nz.flagships.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a real PostgreSQL and a real Kafka: {@code @WithTestResource(WithPlatform.class)}. With
 * the argument {@code kafka=false} only PostgreSQL is started.
 */
public final class WithPlatform implements QuarkusTestResourceLifecycleManager {
    private boolean kafka = true;

    @Override
    public void init(Map<String, String> arguments) {
        kafka = !"false".equals(arguments.get("kafka"));
    }

    @Override
    public Map<String, String> start() {
        return (kafka ? TestPlatform.postgresAndKafka() : TestPlatform.postgres()).settings();
    }

    /** Nothing: the servers serve every test of this JVM and end with it. */
    @Override
    public void stop() {}
}
