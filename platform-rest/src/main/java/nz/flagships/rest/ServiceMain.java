package nz.flagships.rest;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where each service starts: it looks at its settings before anything connects to anything, since a setting that is
 * missing shows best by its name, and worst as a connection that is tried thirty times.
 */
@QuarkusMain
public final class ServiceMain {
    private ServiceMain() {}

    /** @param arguments none of ours; passed on */
    public static void main(String... arguments) {
        String name = name();
        List<String> complaints = Deployed.of(name)
                .map(service -> {
                    Settings settings = new Settings(service, environment());
                    List<String> all = new ArrayList<>(settings.complaints());
                    all.addAll(settings.unreadableFiles());
                    return report(name, settings, all);
                })
                .orElse(List.of());
        if (complaints.isEmpty()) {
            trustTheIssuersAuthority();
            Quarkus.run(arguments);
        } else {
            // Before there is a log; one line each, and the last thing that kubectl logs shows.
            complaints.forEach(System.err::println);
            System.exit(1);
        }
    }

    /** What keeps it from starting; what does not is said at once. */
    private static List<String> report(String name, Settings settings, List<String> complaints) {
        if (settings.production()) {
            return complaints.stream()
                    .map(complaint -> name + " does not start: " + complaint + " (docs/operations/settings.md)")
                    .toList();
        }
        complaints.forEach(complaint -> System.err.println(name + ": " + complaint));
        return List.of();
    }

    /** OIDC takes the name of a set of certificates, or none: which of both cannot be said in a properties file. */
    private static void trustTheIssuersAuthority() {
        String file = System.getenv(Setting.FLAGSHIPS_OIDC_SSLROOTCERT.name());
        if (file != null && !file.isBlank()) {
            System.setProperty("quarkus.tls.issuer.trust-store.pem.certs", file);
            System.setProperty("quarkus.oidc.tls.tls-configuration-name", "issuer");
        }
    }

    /** With the two that the launcher gives as properties of the JVM. */
    private static Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(System.getenv());
        for (Setting setting : List.of(Setting.QUARKUS_PROFILE, Setting.FLAGSHIPS_MIGRATE)) {
            String property =
                    System.getProperty(setting.name().toLowerCase(Locale.ROOT).replace('_', '.'));
            if (property != null) {
                all.put(setting.name(), property);
            }
        }
        return all;
    }

    private static String name() {
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            Properties own = new Properties();
            if (in != null) {
                own.load(in);
            }
            return own.getProperty("quarkus.application.name", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
