package nz.flagships.reporting.initiative;

import static nz.flagships.projections.readmodel.Fold.known;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.EvidencePublished;
import nz.flagships.events.initiative.EvidencePublished.EvidenceInField;
import nz.flagships.events.initiative.EvidencePublished.EvidenceInconclusive;
import nz.flagships.events.initiative.EvidencePublished.EvidenceMixed;
import nz.flagships.events.initiative.EvidencePublished.EvidenceOverridden;
import nz.flagships.events.initiative.EvidencePublished.EvidencePlanned;
import nz.flagships.events.initiative.EvidencePublished.InitiativeFoundEffective;
import nz.flagships.events.initiative.EvidencePublished.InitiativeFoundHarmful;
import nz.flagships.events.initiative.EvidencePublished.InitiativeFoundIneffective;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingPublished;
import nz.flagships.events.initiative.FundingPublished.InitiativeFunded;
import nz.flagships.events.initiative.FundingPublished.InitiativeFundsSettled;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.events.initiative.InitiativePublished.AgencyInvitedToInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyJoinedInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyLeftInitiative;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeClosed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeDeclined;
import nz.flagships.events.initiative.InitiativePublished.InitiativePaused;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeResumed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWindowReported;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWithdrawn;
import nz.flagships.events.initiative.InitiativePublished.LeadAgencyChanged;
import nz.flagships.events.initiative.LongTermFundingPublished;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingDeclined;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingGranted;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingSought;
import nz.flagships.projections.readmodel.Fact;
import nz.flagships.projections.readmodel.Key;
import nz.flagships.projections.readmodel.ReadModel;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an initiative from its own stream. {@link Initiative} shows it together with its milestones.
 *
 * @param code as {@code PK-ALCOHOL}
 * @param title as people read it
 * @param programme the code of the programme it belongs to
 * @param regions the codes of the regions it is for
 * @param themes the codes of its themes
 * @param leadAgency the code of the agency that leads it
 * @param agencies every agency that runs it, the lead first
 * @param everAgencies every agency that ever ran it, in order of their codes
 * @param lifecycle where it stands in its life
 * @param evidence what is known of its effect
 * @param funding where its money comes from
 * @param tailoredFrom the initiative it was tailored from, or null
 * @param kept what was kept; null if not published
 * @param adapted what was adapted; null if not published
 * @param why it was adapted; null if not published
 * @param started whether it ever ran
 * @param startedOn as far as known
 * @param startSynthetic whether that it started was made up for a demonstration
 * @param endedOn when it was closed, declined or withdrawn, as far as known
 * @param windows other accounts of its dates
 * @param sources every source that is cited of it, in order of their codes
 * @param synthetic whether that it was proposed was made up for a demonstration
 * @param syntheticStatuses which of lifecycle, evidence and funding rest on facts that were made up
 * @param provenance of the proposal; {@code inferred} also names what was inferred of its lineage and its dates
 */
@RecordBuilder
public record KnownInitiative(
        String code,
        String title,
        String programme,
        List<String> regions,
        List<String> themes,
        String leadAgency,
        List<String> agencies,
        List<String> everAgencies,
        InitiativeLifecycle lifecycle,
        EvidenceStatus evidence,
        FundingStatus funding,
        @Nullable String tailoredFrom,
        @Nullable String kept,
        @Nullable String adapted,
        @Nullable String why,
        boolean started,
        @Nullable String startedOn,
        boolean startSynthetic,
        @Nullable String endedOn,
        List<Initiative.Window> windows,
        List<String> sources,
        boolean synthetic,
        List<String> syntheticStatuses,
        Provenance provenance)
        implements KnownInitiativeBuilder.With {
    private static final String LIFECYCLE = "lifecycle";
    private static final String EVIDENCE = "evidence";
    private static final String FUNDING = "funding";

    /** Each from its own stream, which begins with its proposal. */
    public static final ReadModel<KnownInitiative> MODEL = ReadModel.of("initiatives", KnownInitiative.class, "code")
            .fold(InitiativePublished.class, e -> Key.of(e.initiative()), KnownInitiative::after)
            .fold(EvidencePublished.class, e -> Key.of(e.initiative()), KnownInitiative::after)
            .fold(FundingPublished.class, e -> Key.of(e.initiative()), KnownInitiative::after)
            .fold(LongTermFundingPublished.class, e -> Key.of(e.initiative()), KnownInitiative::after);

    private static KnownInitiative after(@Nullable KnownInitiative now, InitiativePublished event, Fact fact) {
        return switch (event) {
            case InitiativeProposed e -> proposed(e, fact);
            case InitiativeTailored e -> known(now).tailored(e, fact);
            case InitiativeApproved e -> known(now).entered(InitiativeLifecycle.APPROVED, fact);
            case InitiativeStarted e ->
                known(now)
                        .entered(InitiativeLifecycle.TRIALLING, fact)
                        .with(it -> it.started(true).startedOn(text(e.on())).startSynthetic(fact.isSynthetic()));
            case InitiativePaused e -> known(now).entered(InitiativeLifecycle.PAUSED, fact);
            case InitiativeResumed e -> known(now).entered(e.lifecycle(), fact);
            case InitiativeClosed e -> known(now).ended(InitiativeLifecycle.CLOSED, e.on(), fact);
            case InitiativeDeclined e -> known(now).ended(InitiativeLifecycle.DECLINED, e.on(), fact);
            case InitiativeWithdrawn e -> known(now).ended(InitiativeLifecycle.WITHDRAWN, e.on(), fact);
            // Who is asked to run it does not run it yet.
            case AgencyInvitedToInitiative e -> known(now);
            case AgencyJoinedInitiative e -> known(now).joined(e.agency());
            case AgencyLeftInitiative e -> known(now).left(e.agency());
            case LeadAgencyChanged e -> known(now).led(e.agency());
            case InitiativeWindowReported e -> known(now).reported(e, fact);
        };
    }

    private static KnownInitiative after(@Nullable KnownInitiative now, EvidencePublished event, Fact fact) {
        return switch (event) {
            case EvidencePlanned e -> known(now).found(EvidenceStatus.PLANNED, fact);
            case EvidenceInField e -> known(now).found(EvidenceStatus.IN_FIELD, fact);
            case InitiativeFoundEffective e -> known(now).found(EvidenceStatus.EFFECTIVE, fact);
            case EvidenceMixed e -> known(now).found(EvidenceStatus.MIXED, fact);
            case EvidenceInconclusive e -> known(now).found(EvidenceStatus.INCONCLUSIVE, fact);
            case InitiativeFoundIneffective e -> known(now).found(EvidenceStatus.INEFFECTIVE, fact);
            case InitiativeFoundHarmful e -> known(now).found(EvidenceStatus.HARMFUL, fact);
            // It is as mixed as it was; what is made of it is seen in the Budget.
            case EvidenceOverridden e -> known(now);
        };
    }

    private static KnownInitiative after(@Nullable KnownInitiative now, FundingPublished event, Fact fact) {
        return switch (event) {
            case InitiativeFunded e -> known(now).funded(e.funding(), fact);
            // Where its money came from stays, when it is spent.
            case InitiativeFundsSettled e -> known(now);
        };
    }

    private static KnownInitiative after(@Nullable KnownInitiative now, LongTermFundingPublished event, Fact fact) {
        return switch (event) {
            case LongTermFundingSought e -> known(now).funded(FundingStatus.LONG_TERM_SOUGHT, fact);
            case LongTermFundingGranted e -> known(now).granted(fact);
            case LongTermFundingDeclined e -> known(now).funded(FundingStatus.LONG_TERM_DECLINED, fact);
        };
    }

    private static KnownInitiative proposed(InitiativeProposed e, Fact fact) {
        SequencedSet<String> agencies = new LinkedHashSet<>(List.of(e.leadAgency()));
        agencies.addAll(e.partners());
        return new KnownInitiative(
                        e.initiative(),
                        e.title(),
                        e.programme(),
                        e.regions(),
                        e.themes(),
                        e.leadAgency(),
                        List.copyOf(agencies),
                        List.copyOf(new TreeSet<>(agencies)),
                        InitiativeLifecycle.PROPOSED,
                        EvidenceStatus.NONE,
                        FundingStatus.UNFUNDED,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        false,
                        null,
                        List.of(),
                        List.of(),
                        fact.isSynthetic(),
                        List.of(),
                        fact.provenance())
                .rests(LIFECYCLE, fact)
                .citing(fact.provenance().source());
    }

    private KnownInitiative tailored(InitiativeTailored e, Fact fact) {
        return with(it -> it.tailoredFrom(e.tailoredFrom())
                        .kept(e.kept())
                        .adapted(e.adapted())
                        .why(e.why()))
                .resting(fact);
    }

    /** It is in another time of its life, and not over. */
    private KnownInitiative entered(InitiativeLifecycle lifecycle, Fact fact) {
        return with(it -> it.lifecycle(lifecycle).endedOn(null))
                .rests(LIFECYCLE, fact)
                .resting(fact)
                .citing(fact.provenance().source());
    }

    private KnownInitiative ended(InitiativeLifecycle lifecycle, @Nullable PartialDate on, Fact fact) {
        return entered(lifecycle, fact).withEndedOn(text(on));
    }

    private KnownInitiative found(EvidenceStatus status, Fact fact) {
        return withEvidence(status).rests(EVIDENCE, fact);
    }

    /** A grant stays: another bid, or the answer no to it, takes nothing away of it. */
    private KnownInitiative funded(FundingStatus status, Fact fact) {
        return withFunding(funding == FundingStatus.LONG_TERM_GRANTED ? funding : status)
                .rests(FUNDING, fact);
    }

    /** A grant establishes what is not paused; what is resumed after it says so itself. */
    private KnownInitiative granted(Fact fact) {
        KnownInitiative granted = funded(FundingStatus.LONG_TERM_GRANTED, fact);
        return lifecycle == InitiativeLifecycle.PAUSED
                ? granted
                : granted.with(
                        it -> it.lifecycle(InitiativeLifecycle.ESTABLISHED).endedOn(null));
    }

    private KnownInitiative joined(String agency) {
        return running(all -> all.addLast(agency), agency);
    }

    private KnownInitiative left(String agency) {
        return running(all -> {}, agency);
    }

    /** Whoever led it before stays as a partner. */
    private KnownInitiative led(String agency) {
        return running(all -> all.addFirst(agency), agency);
    }

    private interface Place {
        void take(List<String> others);
    }

    private KnownInitiative running(Place place, String agency) {
        List<String> all = new ArrayList<>(agencies);
        all.remove(agency);
        place.take(all);
        return with(
                it -> it.agencies(List.copyOf(all)).leadAgency(all.getFirst()).everAgencies(and(everAgencies, agency)));
    }

    private KnownInitiative reported(InitiativeWindowReported e, Fact fact) {
        List<Initiative.Window> all = new ArrayList<>(windows);
        all.add(new Initiative.Window(e.from().text(), text(e.to()), e.source(), fact.provenance()));
        return withWindows(List.copyOf(all))
                .citing(e.source())
                .citing(fact.provenance().source());
    }

    /** What its provenance tells of rests on this fact too: what is inferred by it, and whether any of it was made up. */
    private KnownInitiative resting(Fact fact) {
        SequencedSet<String> inferred = new LinkedHashSet<>(provenance.inferred());
        inferred.addAll(fact.provenance().inferred());
        return withProvenance(new Provenance(
                fact.isSynthetic() ? Basis.SYNTHETIC : provenance.basis(),
                provenance.source(),
                provenance.note(),
                List.copyOf(inferred)));
    }

    /** Whether one of its statuses was made up: the money of a real initiative may be, and then only its funding is. */
    private KnownInitiative rests(String status, Fact fact) {
        Collection<String> all = new TreeSet<>(syntheticStatuses);
        if (fact.isSynthetic()) {
            all.add(status);
        } else {
            all.remove(status);
        }
        return withSyntheticStatuses(List.copyOf(all));
    }

    private KnownInitiative citing(@Nullable String source) {
        return source == null ? this : withSources(and(sources, source));
    }

    private static List<String> and(List<String> codes, String code) {
        Collection<String> all = new TreeSet<>(codes);
        all.add(code);
        return List.copyOf(all);
    }

    private static @Nullable String text(@Nullable PartialDate date) {
        return date == null ? null : date.text();
    }
}
