package nz.flagships.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact comes from. Every posted fact may carry it as the member {@code provenance} of its data.
 *
 * @param basis what the fact rests on
 * @param source the code of a registered source, or null
 * @param note a remark that travels with the fact, or null
 * @param inferred names of the fact's members that were inferred and not stated by the source
 */
public record Provenance(
        Basis basis, @Nullable String source, @Nullable String note, List<String> inferred) {
    /** What holds for a fact that says nothing of its provenance. */
    public static final Provenance OPERATIONAL = new Provenance(Basis.OPERATIONAL, null, null, List.of());

    @SuppressWarnings("ConstantConditions") // absent members arrive as null from JSON
    public Provenance {
        basis = basis == null ? Basis.OPERATIONAL : basis;
        inferred = inferred == null ? List.of() : List.copyOf(inferred);
    }
}
