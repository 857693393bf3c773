package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * How far the read models are, service by service. What is known of one is never added to what is unknown of another: a sum
 * would look like a fact.
 *
 * @param sources in the order in which reporting-service names them
 */
record Standing(List<Source> sources) {
    /**
     * One service that is read.
     *
     * @param committed events in its store; empty when it cannot be asked just now
     * @param projected events on show
     * @param missing events that were lost, as far as is known
     * @param parked events that are set aside and not on show, since what they say cannot be taken
     */
    record Source(String name, OptionalLong committed, long projected, long missing, long parked) {
        boolean known() {
            return committed.isPresent();
        }

        boolean complete() {
            return known() && projected >= committed.getAsLong() && missing == 0 && parked == 0;
        }

        @Override
        public String toString() {
            return known()
                    ? String.format(
                            Locale.ROOT,
                            "%s: %,d committed, %,d on show, %,d missing%s",
                            name,
                            committed.getAsLong(),
                            projected - parked,
                            missing,
                            aside())
                    : String.format(
                            Locale.ROOT,
                            "%s: does not answer, committed and missing unknown%s, %,d on show%s",
                            name,
                            missing == 0 ? "" : String.format(Locale.ROOT, " (at least %,d)", missing),
                            projected - parked,
                            aside());
        }

        private String aside() {
            return parked == 0 ? "" : String.format(Locale.ROOT, ", %,d set aside", parked);
        }
    }

    /** Of an answer of {@code /v1/continuity}. */
    static Standing of(JsonNode continuity) {
        List<Source> sources = new ArrayList<>();
        for (JsonNode source : continuity.path("sources")) {
            JsonNode committed = source.path("committed");
            boolean known = source.path("reachable").asBoolean(true) && committed.isIntegralNumber();
            sources.add(new Source(
                    source.path("source").asText(),
                    known ? OptionalLong.of(committed.asLong()) : OptionalLong.empty(),
                    source.path("projected").asLong(),
                    source.path("missing").asLong(),
                    source.path("parked").asLong()));
        }
        return new Standing(List.copyOf(sources));
    }

    /** Whether every service could be asked, and nothing of any is missing or set aside; some may be on its way. */
    boolean sound() {
        return !sources.isEmpty()
                && sources.stream().allMatch(source -> source.known() && source.missing() == 0 && source.parked() == 0);
    }

    /** Whether every service could be asked, and all that it has is on show. */
    boolean complete() {
        return !sources.isEmpty() && sources.stream().allMatch(Source::complete);
    }

    /** For a bar that fills: of those services that could be asked. */
    long projected() {
        return sources.stream()
                .filter(Source::known)
                .mapToLong(Source::projected)
                .sum();
    }

    /** Of the same services. */
    long committed() {
        return sources.stream()
                .flatMapToLong(source -> source.committed().stream())
                .sum();
    }

    @Override
    public String toString() {
        return sources.isEmpty()
                ? "no service is read"
                : sources.stream().map(Objects::toString).collect(Collectors.joining("; "));
    }
}
