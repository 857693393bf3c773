package nz.flagships.reporting.codelist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A row of the table {@code programme}; {@link CodelistProjection} writes it. */
@Entity(name = "Programme")
@Immutable
@Table(name = "programme")
class ProgrammeEntity extends PanacheEntityBase {
    @Id
    String code = "";

    @Column(nullable = false)
    String name = "";

    @Column(nullable = false)
    List<String> partners = List.of();

    @Column(nullable = false)
    List<String> regions = List.of();

    @Embedded
    FactColumns fact = new FactColumns();
}
