package nz.flagships.reporting.codelist;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row of the table {@code agency}; {@link CodelistProjection} writes it. */
@Entity(name = "Agency")
@Immutable
@Table(name = "agency")
class AgencyEntity extends PanacheEntityBase {
    @Id
    String code = "";

    @Column(nullable = false)
    String name = "";

    @Column(name = "flagship_partner", nullable = false)
    boolean flagshipPartner;

    @Column(name = "fund_member", nullable = false)
    boolean fundMember;

    @Embedded
    FactColumns fact = new FactColumns();
}
