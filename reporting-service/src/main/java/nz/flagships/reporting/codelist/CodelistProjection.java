package nz.flagships.reporting.codelist;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.initiative.AgencyPublished.AgencyRegistered;
import nz.flagships.events.initiative.ProgrammePublished.ProgrammeDefined;
import nz.flagships.events.initiative.SourcePublished.SourceRegistered;
import nz.flagships.events.initiative.ThemePublished.ThemeDefined;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps the code lists. */
@ApplicationScoped
public class CodelistProjection extends FactProjection {
    private static final Table AGENCY = Table.of("agency", 1, "code", "name", "flagship_partner", "fund_member");
    private static final Table THEME = Table.of("theme", 1, "code", "name");
    private static final Table REFERENCE = Table.of("reference", 1, "code", "citation", "published");
    private static final Table PROGRAMME = Table.of("programme", 1, "code", "name", "partners", "regions");

    CodelistProjection() {
        super("codelists", "initiative", "agency", "theme", "source", "programme");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "AgencyRegistered" -> {
                AgencyRegistered e = fact.says(AgencyRegistered.class);
                rows.of(AGENCY).add(fact, e.agency(), e.name(), e.flagshipPartner(), e.fundMember());
            }
            case "ThemeDefined" -> {
                ThemeDefined e = fact.says(ThemeDefined.class);
                rows.of(THEME).add(fact, e.theme(), e.name());
            }
            case "SourceRegistered" -> {
                SourceRegistered e = fact.says(SourceRegistered.class);
                rows.of(REFERENCE)
                        .add(
                                fact,
                                e.source(),
                                e.citation(),
                                e.published() == null ? null : e.published().text());
            }
            case "ProgrammeDefined" -> {
                ProgrammeDefined e = fact.says(ProgrammeDefined.class);
                rows.of(PROGRAMME).add(fact, e.programme(), e.name(), e.partners(), e.regions());
            }
            default -> {
                // Another fact about them than this version shows.
            }
        }
    }
}
