package nz.flagships.reporting.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;

/**
 * Word that something is new, so that whoever shows it asks again. It says where to look, never a figure; about people it
 * says nothing at all.
 */
public sealed interface Notice {
    /** The name of the server-sent event. */
    String event();

    /** Figures have changed: empty members mean any. */
    record Figures(String measure, String region, String period) implements Notice {
        /** More has changed than is worth naming. */
        static final Figures ANY = new Figures("", "", "");

        @Override
        public String event() {
            return "figures";
        }
    }

    /** An initiative or one of its milestones has changed. */
    record Initiative(String initiative) implements Notice {
        @Override
        public String event() {
            return "initiative";
        }
    }

    /** The Justice Sector Fund has changed. */
    record Fund(String fund) implements Notice {
        @Override
        public String event() {
            return "fund";
        }
    }

    /** An evaluation or a Budget round has changed. */
    record Evidence(String subject) implements Notice {
        @Override
        public String event() {
            return "evidence";
        }
    }

    /** A code list or the regions have changed. */
    record Codes(String list) implements Notice {
        @Override
        public String event() {
            return "codes";
        }
    }

    /** What an event gives notice of. */
    static Optional<Notice> of(EventEnvelope event) {
        String id = event.subjectId();
        return switch (event.aggregate()) {
            case "series", "target" -> {
                int colon = id.indexOf(':');
                yield Optional.of(
                        colon < 0
                                ? Figures.ANY
                                : new Figures(id.substring(0, colon), id.substring(colon + 1), period(event)));
            }
            case "measure" -> Optional.of(new Figures(id, "", ""));
            case "initiative" -> Optional.of(new Initiative(id));
            case "fund" -> Optional.of(new Fund(id));
            case "evaluation", "budget-round" -> Optional.of(new Evidence(id));
            case "region", "agency", "theme", "source", "programme" -> Optional.of(new Codes(event.aggregate()));
            // Cases are counts of people: their table moves once a month, not by the minute.
            default -> Optional.empty();
        };
    }

    private static String period(EventEnvelope event) {
        try {
            return Json.MAPPER.readTree(event.data()).path("period").asText("");
        } catch (JsonProcessingException e) {
            // The projection would not have applied it.
            return "";
        }
    }
}
