package nz.flagships.initiative;

import java.util.List;
import nz.flagships.eventstore.testing.CatalogueGate;
import nz.flagships.initiative.agency.AgencyRegistration;
import nz.flagships.initiative.budget.BudgetRoundRegistration;
import nz.flagships.initiative.evaluation.EvaluationRegistration;
import nz.flagships.initiative.fund.FundRegistration;
import nz.flagships.initiative.initiative.InitiativeRegistration;
import nz.flagships.initiative.measure.MeasureRegistration;
import nz.flagships.initiative.programme.ProgrammeRegistration;
import nz.flagships.initiative.region.RegionRegistration;
import nz.flagships.initiative.series.SeriesRegistration;
import nz.flagships.initiative.source.SourceRegistration;
import nz.flagships.initiative.target.TargetRegistration;
import nz.flagships.initiative.theme.ThemeRegistration;

/** The committed catalogue says what the records say, and every example stands on its own in an empty service. */
class CatalogueTest extends CatalogueGate {
    CatalogueTest() {
        super(
                "initiative",
                List.of(
                        SourceRegistration.AGGREGATE,
                        AgencyRegistration.AGGREGATE,
                        ThemeRegistration.AGGREGATE,
                        RegionRegistration.AGGREGATE,
                        ProgrammeRegistration.AGGREGATE,
                        MeasureRegistration.AGGREGATE,
                        SeriesRegistration.AGGREGATE,
                        TargetRegistration.AGGREGATE,
                        InitiativeRegistration.AGGREGATE,
                        FundRegistration.AGGREGATE,
                        EvaluationRegistration.AGGREGATE,
                        BudgetRoundRegistration.AGGREGATE),
                List.of());
    }
}
