package nz.flagships.reporting.codelist;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import org.jspecify.annotations.Nullable;

/** The columns every fact has, as far as code lists show them. */
@Embeddable
public class FactColumns {
    @Column(nullable = false)
    private String basis = Basis.OPERATIONAL.name();

    private @Nullable String source;

    private @Nullable String note;

    @Column(nullable = false)
    private List<String> inferred = List.of();

    Provenance provenance() {
        return new Provenance(Basis.valueOf(basis), source, note, inferred);
    }
}
