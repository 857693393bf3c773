package nz.flagships.events;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.cases.AgencyInvited;
import nz.flagships.events.cases.AgencyJoinedCase;
import nz.flagships.events.cases.AgencyLeftCase;
import nz.flagships.events.cases.CaseClosed;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.CaseReopened;
import nz.flagships.events.cases.LeadAgencyChanged;
import nz.flagships.events.initiative.AgencyPublished;
import nz.flagships.events.initiative.BarrierPublished;
import nz.flagships.events.initiative.BudgetPublished;
import nz.flagships.events.initiative.EvaluationsPublished;
import nz.flagships.events.initiative.EvidencePublished;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.FundingPublished;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.events.initiative.LongTermFundingPublished;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.events.initiative.OutputPublished;
import nz.flagships.events.initiative.ProgrammePublished;
import nz.flagships.events.initiative.RegionPublished;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.events.initiative.SourcePublished;
import nz.flagships.events.initiative.TargetPublished;
import nz.flagships.events.initiative.ThemePublished;

/**
 * Every type of event that this version of the published language knows. A reader uses it to tell an event that it does
 * not want from one that is younger than itself.
 */
public final class PublishedTypes {
    private static final List<Class<? extends PublishedEvent>> INITIATIVE = List.of(
            AgencyPublished.class,
            BarrierPublished.class,
            BudgetPublished.class,
            EvaluationsPublished.class,
            EvidencePublished.class,
            FundPublished.class,
            FundingPublished.class,
            InitiativePublished.class,
            LongTermFundingPublished.class,
            MeasurePublished.class,
            MilestonePublished.class,
            OutputPublished.class,
            ProgrammePublished.class,
            RegionPublished.class,
            SeriesPublished.class,
            SourcePublished.class,
            TargetPublished.class,
            ThemePublished.class);

    private static final List<Class<? extends PublishedEvent>> CASE = List.of(
            AgencyInvited.class,
            AgencyJoinedCase.class,
            AgencyLeftCase.class,
            CaseClosed.class,
            CaseOpened.class,
            CaseReopened.class,
            LeadAgencyChanged.class);

    private static final Set<String> ALL = Stream.concat(types("initiative", INITIATIVE), types("case", CASE))
            .collect(Collectors.toCollection(TreeSet::new));

    private PublishedTypes() {}

    /** Whether it is a type of this version: {@code nz.flagships.case.CaseOpened.v1}. */
    public static boolean knows(String type) {
        return ALL.contains(type);
    }

    private static Stream<String> types(String service, Collection<? extends Class<?>> roots) {
        return roots.stream()
                .flatMap(PublishedTypes::records)
                .map(name -> "nz.flagships." + service + "." + name + ".v1");
    }

    private static Stream<String> records(Class<?> of) {
        Class<?>[] permitted = of.getPermittedSubclasses();
        return permitted == null
                ? Stream.of(of.getSimpleName())
                : Stream.of(permitted).flatMap(PublishedTypes::records);
    }
}
