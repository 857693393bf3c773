package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts that one agency posts to one service, in order.
 *
 * @param title what a person sees beside the progress bar, as {@code Regions}
 * @param service {@code initiative} or {@code case}
 * @param agency the code of the agency whose token posts them
 * @param roles the roles of that token, as {@code steward}
 * @param person the person in that token, where the rule is about people; null: the agency's system
 * @param events structured CloudEvents, each whole as it stands
 */
public record DemoBatch(
        String title,
        String service,
        String agency,
        List<String> roles,
        @Nullable String person,
        List<ObjectNode> events) {
    public DemoBatch {
        roles = List.copyOf(roles);
        events = List.copyOf(events);
    }

    /** Facts that an agency's system posts. */
    public DemoBatch(String title, String service, String agency, List<String> roles, List<ObjectNode> events) {
        this(title, service, agency, roles, null, events);
    }
}
