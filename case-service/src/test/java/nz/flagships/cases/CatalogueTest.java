package nz.flagships.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nz.flagships.cases.jointcase.JointCaseRegistration;
import nz.flagships.cases.reference.KnownAgency;
import nz.flagships.cases.reference.KnownInitiative;
import nz.flagships.cases.reference.KnownProgramme;
import nz.flagships.cases.reference.KnownRegion;
import nz.flagships.cases.reference.KnownTheme;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.testing.CatalogueGate;

/** The committed catalogue, with the codes that the examples of initiative-service leave behind. */
class CatalogueTest extends CatalogueGate {
    CatalogueTest() {
        super(
                "case",
                List.of(JointCaseRegistration.AGGREGATE),
                List.of(
                        knows(
                                KnownRegion.class,
                                "EXAMPLE-REGION",
                                code -> new KnownRegion(code, RegionKind.POLICE_AREA, null, null)),
                        knows(KnownProgramme.class, "EXAMPLE-PROGRAMME", KnownProgramme::new),
                        knows(KnownAgency.class, "EXAMPLE-AGENCY", KnownAgency::new),
                        knows(KnownTheme.class, "EXAMPLE-THEME", KnownTheme::new),
                        knows(KnownInitiative.class, "EXAMPLE-INITIATIVE", KnownInitiative::new)));
    }

    private static <T> ReferenceSource<T> knows(Class<T> type, String code, Function<String, T> known) {
        return new ReferenceSource<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public Optional<T> find(String id) {
                return id.equals(code) ? Optional.of(known.apply(id)) : Optional.empty();
            }

            @Override
            public boolean inMemory() {
                return true;
            }
        };
    }
}
