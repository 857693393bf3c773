package nz.flagships.initiative;

import java.util.List;
import nz.flagships.eventstore.decision.Aggregate;
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

/** Every aggregate of the service, in the order of the catalogue. */
public final class AllAggregates {
    public static final List<Aggregate<?, ?, ?>> ALL = List.of(
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
            BudgetRoundRegistration.AGGREGATE);

    private AllAggregates() {}
}
