package nz.flagships.reporting.codelist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code reference}; {@link CodelistProjection} writes it. */
@Entity(name = "Source")
@Immutable
@Table(name = "reference")
class SourceEntity extends PanacheEntityBase {
    @Id
    String code = "";

    @Nullable
    String published;

    @Column(nullable = false)
    String citation = "";

    @Embedded
    FactColumns fact = new FactColumns();
}
