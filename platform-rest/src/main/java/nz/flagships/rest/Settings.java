package nz.flagships.rest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nz.flagships.rest.Setting.Form;
import nz.flagships.rest.Setting.Need;

/**
 * The environment that a service is given, held against what it knows. Works without a running service, so that manifests
 * can be held against it as well.
 */
public final class Settings {
    private static final String OURS = "FLAGSHIPS_";

    private final Deployed service;
    private final Map<String, String> environment;

    /** @param environment variables by name; one that is blank counts as not set */
    public Settings(Deployed service, Map<String, String> environment) {
        this.service = service;
        this.environment = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                this.environment.put(name, value);
            }
        });
    }

    /** The variables that a service knows. */
    public static Set<Setting> knownBy(Deployed service) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.knownBy().contains(service))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it runs as in production; what is not said is {@code prod}. */
    public boolean production() {
        return Arrays.asList(value(Setting.QUARKUS_PROFILE, "prod").split(",")).contains("prod");
    }

    /** Whether it only migrates and ends. */
    public boolean endsAfterMigrating() {
        return isOn(Setting.QUARKUS_INIT_AND_EXIT);
    }

    /** Whether it migrates. */
    public boolean migrates() {
        return production()
                ? isOn(Setting.FLAGSHIPS_MIGRATE)
                : !"false".equals(value(Setting.FLAGSHIPS_MIGRATE, "true"));
    }

    /** What this environment must hold in production. */
    public List<Setting> required() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.knownBy().contains(service))
                .filter(setting -> switch (setting.need()) {
                    case ALWAYS -> true;
                    case SERVING -> !endsAfterMigrating();
                    case MIGRATING -> migrates();
                    case NEVER, LOCAL -> false;
                })
                .toList();
    }

    /**
     * What is wrong, a sentence each, without any value that may be secret; in production each keeps the service from
     * starting. Empty where all is well.
     */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (production()) {
            missing(complaints);
            refused(complaints);
        }
        malformed(complaints);
        unknown(complaints);
        if (endsAfterMigrating() && !migrates()) {
            complaints.add("QUARKUS_INIT_AND_EXIT=true without FLAGSHIPS_MIGRATE=true would end without having done"
                    + " anything");
        }
        return complaints;
    }

    /** The files that are named and cannot be read here; not for manifests. */
    List<String> unreadableFiles() {
        return Arrays.stream(Setting.values())
                .filter(setting ->
                        setting.form() == Form.FILE && setting.knownBy().contains(service))
                .filter(setting -> !endsAfterMigrating() || setting.need() == Need.ALWAYS)
                .filter(setting -> environment.containsKey(setting.name()))
                .filter(setting -> !Files.isReadable(Path.of(value(setting, ""))))
                .map(setting -> setting.name() + " names " + value(setting, "") + ", which cannot be read")
                .toList();
    }

    private void missing(List<String> complaints) {
        List<Setting> missing = required().stream()
                .filter(setting -> !environment.containsKey(setting.name()))
                .toList();
        if (!missing.isEmpty()) {
            complaints.add("Production needs "
                    + missing.stream().map(Setting::name).collect(Collectors.joining(", ")) + ", which "
                    + (missing.size() == 1 ? "is" : "are") + " not set");
        }
    }

    private void refused(List<String> complaints) {
        for (Setting setting : Setting.values()) {
            if (setting.need() == Need.LOCAL && environment.containsKey(setting.name())) {
                complaints.add(setting.name() + " is not for production: unset it. Tokens there are the issuer's"
                        + " (FLAGSHIPS_OIDC_ISSUER); to try things out, QUARKUS_PROFILE=local");
            }
        }
    }

    private void malformed(List<String> complaints) {
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.name());
            if (value != null
                    && setting.knownBy().contains(service)
                    && !setting.form().fits(value)) {
                complaints.add(setting.name() + " is not a " + setting.form().said());
            }
        }
    }

    private void unknown(List<String> complaints) {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::name).toList();
        for (String name : environment.keySet()) {
            if (name.startsWith(OURS) && !known.contains(name)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                        .orElseThrow();
                complaints.add(name + " is not a setting; did you mean " + nearest + "?");
            }
        }
    }

    private boolean isOn(Setting setting) {
        return "true".equals(value(setting, "false"));
    }

    private String value(Setting setting, String otherwise) {
        return environment.getOrDefault(setting.name(), otherwise).strip();
    }

    /** How many letters must be changed, added or left out to make the one of the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
