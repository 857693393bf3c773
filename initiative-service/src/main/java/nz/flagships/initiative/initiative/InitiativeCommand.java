package nz.flagships.initiative.initiative;

/** What may be said of an initiative: one part per topic, each with a decider of its own, in the order of the catalogue. */
public sealed interface InitiativeCommand
        permits LifecycleCommand, MilestoneCommand, OutputCommand, BarrierCommand, MembershipCommand, ClosingCommand {
    /** How the code of a part is written. */
    String CODE = "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}";
}
