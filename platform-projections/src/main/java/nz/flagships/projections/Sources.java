package nz.flagships.projections;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which services' events are read here, and where each has its log. */
@ApplicationScoped
public class Sources {
    private final Map<String, SourceLog> logs = new TreeMap<>();
    private final Set<String> own = new TreeSet<>();

    @Inject
    Sources(
            @All List<SourceLog> own,
            ReaderSettings settings,
            @ConfigProperty(name = "flagships.initiative.url", defaultValue = "http://localhost:8081")
                    String initiativeUrl,
            @ConfigProperty(name = "flagships.case.url", defaultValue = "http://localhost:8082") String caseUrl,
            ServiceToken pass) {
        this(own, remote(settings, initiativeUrl, caseUrl, pass));
    }

    Sources(List<? extends SourceLog> own, List<? extends SourceLog> remote) {
        for (SourceLog log : remote) {
            logs.put(log.source(), log);
        }
        for (SourceLog log : own) {
            if (logs.put(log.source(), log) != null) {
                throw new IllegalStateException(log.source() + " is read from Kafka and from its own log");
            }
            this.own.add(log.source());
        }
    }

    private static List<SourceLog> remote(
            ReaderSettings settings, String initiativeUrl, String caseUrl, RemoteLog.Pass pass) {
        List<SourceLog> remote = new ArrayList<>();
        if (settings.initiative().enabled()) {
            remote.add(new RemoteLog("initiative", initiativeUrl, pass));
        }
        if (settings.cases().enabled()) {
            remote.add(new RemoteLog("case", caseUrl, pass));
        }
        return remote;
    }

    Set<String> all() {
        return logs.keySet();
    }

    /** Those whose log is this service's own, and which are not on Kafka. */
    Set<String> own() {
        return own;
    }

    boolean isRead(String source) {
        return logs.containsKey(source);
    }

    /**
     * The log of a service that is read here.
     *
     * @param source as in a consistency token: {@code initiative}
     */
    public SourceLog log(String source) {
        SourceLog log = logs.get(source);
        if (log == null) {
            throw new IllegalArgumentException(source + " is not read here");
        }
        return log;
    }
}
