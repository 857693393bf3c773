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
import java.util.Optional;
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
        // The framework would answer what is no address by itself, with nothing; the edge says what is wrong.
        System.setProperty("vertx.disableURIValidation", "true");
        String name = name();
        Optional<Settings> settings = Deployed.of(name).map(service -> new Settings(service, environment()));
        if (settings.isPresent() && !mayStart(name, settings.get())) {
            System.exit(1);
        }
        settings.ifPresent(ServiceMain::derive);
        Quarkus.run(arguments);
    }

    /** Before there is a log: a line each on standard error, the last thing that {@code kubectl logs} shows. */
    private static boolean mayStart(String name, Settings settings) {
        List<String> complaints = new ArrayList<>(settings.complaints());
        complaints.addAll(settings.unreadableFiles());
        String refused = settings.production() ? " does not start" : "";
        complaints.forEach(
                complaint -> System.err.println(name + refused + ": " + complaint + " (docs/operations/settings.md)"));
        return complaints.isEmpty() || !settings.production();
    }

    /** What follows from the settings and cannot be said in a properties file, since there it would always hold. */
    private static void derive(Settings settings) {
        String authority = System.getenv(Setting.FLAGSHIPS_OIDC_SSLROOTCERT.name());
        if (authority != null && !authority.isBlank()) {
            System.setProperty("quarkus.tls.issuer.trust-store.pem.certs", authority);
            System.setProperty("quarkus.oidc.tls.tls-configuration-name", "issuer");
        }
        if (settings.endsAfterMigrating()) {
            // Who only migrates checks nobody's token, and needs no issuer for that.
            System.setProperty("quarkus.oidc.tenant-enabled", "false");
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
