package nz.flagships.eventstore.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.Problem;
import org.jspecify.annotations.Nullable;

/** What a posting is answered, when it is not refused. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Described("What became of a fact")
public record Receipt(
        Result result,
        @Described("What it is about: case/0198…") @Nullable String stream,

        @Described("The version of that from now on; the ETag") @Nullable
        Long version,

        @Described("Where it stands in the log, which is a Consistency-Token") @Nullable
        String position,

        @Described("The types of the events that were stored") @Nullable
        List<String> events) {
    /** What became of it. */
    public enum Result {
        @JsonProperty("stored")
        STORED,
        /** It was stored before, by the same id. */
        @JsonProperty("duplicate")
        DUPLICATE,
        /** A dry run: it would be stored. */
        @JsonProperty("valid")
        VALID
    }

    /** What {@code POST /v1/events} answers with 200: of one event what became of it, of a batch a result for each. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Described("Of one event what became of it; of a batch a result for each, in order")
    public record Taken(
            @Nullable Result result,
            @Nullable String stream,
            @Nullable Long version,
            @Nullable String position,
            @Nullable List<String> events,
            @Nullable List<LineResult> results) {}

    /** What became of one event of a batch, or of one line. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LineResult(
            @Described("Its place, from 0") int index,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Described("Its own id; null where it has none that can be read")
            @Nullable
            String id,

            LineOutcome result,
            @Nullable String position,
            @Nullable Problem problem) {}

    /** What became of a line. */
    public enum LineOutcome {
        @JsonProperty("stored")
        STORED,
        @JsonProperty("duplicate")
        DUPLICATE,
        @JsonProperty("valid")
        VALID,
        @JsonProperty("rejected")
        REJECTED
    }
}
