package nz.flagships.reporting.initiative;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nz.flagships.events.Basis;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Which initiative was tailored from which.
 *
 * @param nodes initiatives
 * @param links from the one that was there to the one that was made of it
 */
record Lineage(List<Node> nodes, List<Link> links) {
    /**
     * An initiative.
     *
     * @param code as {@code HVIP}
     * @param title null where it is named as an origin and not proposed here yet
     * @param programme the code of its programme
     * @param regions the codes of its regions
     * @param lifecycle where it stands in its life
     * @param evidence what is known of its effect
     * @param synthetic whether it was made up for a demonstration
     */
    record Node(
            String code,
            @Nullable String title,
            @Nullable String programme,
            List<String> regions,
            @Nullable InitiativeLifecycle lifecycle,
            @Nullable EvidenceStatus evidence,
            boolean synthetic) {}

    /**
     * One was tailored from another.
     *
     * @param from the code of the one that was there
     * @param to the code of the one that was made of it
     * @param kept what was kept; null if not published
     * @param adapted what was adapted; null if not published
     * @param why why it was adapted; null if not published
     * @param inferred whether it was not published that it comes from there, but inferred
     */
    record Link(
            String from,
            String to,
            @Nullable String kept,
            @Nullable String adapted,
            @Nullable String why,
            boolean inferred) {}

    /** Of all that match, and all that these come from. */
    static Lineage of(Collection<KnownInitiative> initiatives, Predicate<KnownInitiative> which) {
        Map<String, KnownInitiative> byCode = initiatives.stream()
                .collect(Collectors.toMap(KnownInitiative::code, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        SortedSet<String> codes = new TreeSet<>();
        initiatives.stream().filter(which).forEach(each -> {
            String next = each.code();
            // What is there already has brought its origins with it.
            while (next != null && codes.add(next)) {
                KnownInitiative initiative = byCode.get(next);
                next = initiative == null ? null : initiative.tailoredFrom();
            }
        });
        return new Lineage(
                codes.stream().map(code -> node(code, byCode.get(code))).toList(),
                codes.stream()
                        .map(byCode::get)
                        .filter(Objects::nonNull)
                        .filter(each -> each.tailoredFrom() != null)
                        .map(Lineage::link)
                        .toList());
    }

    private static Node node(String code, @Nullable KnownInitiative of) {
        return of == null
                ? new Node(code, null, null, List.of(), null, null, false)
                : new Node(
                        code,
                        of.title(),
                        of.programme(),
                        of.regions(),
                        of.lifecycle(),
                        of.evidence(),
                        of.provenance().basis() == Basis.SYNTHETIC);
    }

    private static Link link(KnownInitiative of) {
        return new Link(
                Objects.requireNonNull(of.tailoredFrom()),
                of.code(),
                of.kept(),
                of.adapted(),
                of.why(),
                of.provenance().inferred().contains("tailoredFrom"));
    }
}
