package nz.flagships.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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

    private static final SortedMap<String, Class<? extends PublishedEvent>> ALL = new TreeMap<>();

    static {
        INITIATIVE.forEach(root -> ALL.putAll(records("initiative", root)));
        CASE.forEach(root -> ALL.putAll(records("case", root)));
    }

    private PublishedTypes() {}

    /** Whether it is a type of this version: {@code nz.flagships.case.CaseOpened.v1}. */
    public static boolean knows(String type) {
        return ALL.containsKey(type);
    }

    /** Every record of this version, by its type. */
    public static SortedMap<String, Class<? extends PublishedEvent>> all() {
        return Collections.unmodifiableSortedMap(ALL);
    }

    /**
     * The records that are permitted by a sealed type, or the record itself, by their types.
     *
     * @throws IllegalArgumentException when it is none of the published language
     */
    public static SortedMap<String, Class<? extends PublishedEvent>> of(Class<? extends PublishedEvent> of) {
        SortedMap<String, Class<? extends PublishedEvent>> found = new TreeMap<>(ALL);
        found.values().removeIf(record -> !of.isAssignableFrom(record));
        if (found.isEmpty()) {
            throw new IllegalArgumentException(of.getName() + " is not published");
        }
        return found;
    }

    private static SortedMap<String, Class<? extends PublishedEvent>> records(
            String service, Class<? extends PublishedEvent> of) {
        SortedMap<String, Class<? extends PublishedEvent>> records = new TreeMap<>();
        Class<?>[] permitted = of.getPermittedSubclasses();
        if (permitted == null) {
            records.put("nz.flagships." + service + "." + of.getSimpleName() + ".v1", of);
        } else {
            for (Class<?> each : permitted) {
                records.putAll(records(service, each.asSubclass(PublishedEvent.class)));
            }
        }
        return records;
    }
}
