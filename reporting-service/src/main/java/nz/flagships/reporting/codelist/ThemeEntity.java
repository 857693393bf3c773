package nz.flagships.reporting.codelist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row of the table {@code theme}; {@link CodelistProjection} writes it. */
@Entity(name = "Theme")
@Immutable
@Table(name = "theme")
class ThemeEntity extends PanacheEntityBase {
    @Id
    String code = "";

    @Column(nullable = false)
    String name = "";

    @Embedded
    FactColumns fact = new FactColumns();
}
