package nz.flagships.reporting.query;

import java.util.List;
import java.util.Map;

/**
 * Nodes, and links between them: a flow or a lineage.
 *
 * @param nodes each with an id of its own
 * @param links each from one node to another
 * @param totals what belongs to all of it, by name; empty where there is nothing to add
 * @param definitions what nodes and links mean, by name
 */
public record Graph<N, L>(List<N> nodes, List<L> links, Map<String, Object> totals, Map<String, Object> definitions) {
    public Graph {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }
}
