package nz.flagships.initiative.initiative;

/** What happens to an initiative: one part per topic, each with a decider of its own. */
public sealed interface InitiativeEvent
        permits LifecycleEvent,
                MilestoneEvent,
                OutputEvent,
                BarrierEvent,
                MembershipEvent,
                EvidenceEvent,
                LongTermFundingEvent,
                FundingEvent {}
