package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of an initiative and its milestones. */
public sealed interface InitiativeCommand {
    /** How the code of a part is written. */
    String CODE = "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}";

    /**
     * What an initiative is, where a fact about it brings it into being.
     *
     * @param title its title
     * @param programme the code of its programme
     * @param regions the codes of the regions it is for
     * @param themes the codes of its themes
     * @param leadAgency the code of the agency that leads it
     * @param partners the codes of the other agencies that run it
     */
    record Proposal(
            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("The code of the programme it belongs to")
            String programme,

            @Described("The codes of the regions it is for") @Size(min = 1, max = 50)
            List<String> regions,

            @Described("The codes of its themes") @Size(min = 1, max = 20)
            List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @Described("The codes of the other agencies that run it") @Size(max = 50) @Nullable
            List<String> partners) {}

    /** Somebody wants an initiative. */
    @Fact(
            value = "InitiativeProposed",
            description = "An initiative was proposed for one or several regions",
            begins = true,
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"title": "Example initiative", "programme": "EXAMPLE-PROGRAMME", "regions": ["EXAMPLE-REGION"],
                     "themes": ["EXAMPLE-THEME"], "leadAgency": "EXAMPLE-AGENCY", "partners": []}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ProposeInitiative(
            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("The code of the programme it belongs to")
            String programme,

            @Described("The codes of the regions it is for") @Size(min = 1, max = 50)
            List<String> regions,

            @Described("The codes of its themes") @Size(min = 1, max = 20)
            List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @Described("The codes of the other agencies that run it") @Size(max = 50) @Nullable
            List<String> partners)
            implements InitiativeCommand {}

    /** An initiative came from another. */
    @Fact(
            value = "InitiativeTailored",
            description = "The initiative was tailored from another one to suit its regions. If it is not proposed yet,"
                    + " `proposes` does so",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"tailoredFrom": "EXAMPLE-INITIATIVE", "kept": "The joint weekly meeting",
                     "adapted": "It meets at the court", "why": "The agencies share no office here",
                     "proposes": {"title": "Example initiative, tailored", "programme": "EXAMPLE-PROGRAMME",
                                  "regions": ["EXAMPLE-PROGRAMME-AREA"], "themes": ["EXAMPLE-THEME"],
                                  "leadAgency": "EXAMPLE-AGENCY"}}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record TailorInitiative(
            @Described("The code of the initiative it was tailored from")
            String tailoredFrom,

            @Described("What was kept; left out if not published") @Size(min = 1, max = 2000) @Nullable
            String kept,

            @Described("What was adapted; left out if not published") @Size(min = 1, max = 2000) @Nullable
            String adapted,

            @Described("Why it was adapted; left out if not published") @Size(min = 1, max = 2000) @Nullable
            String why,

            @Described("What it is, where it is not proposed yet") @Nullable
            Proposal proposes)
            implements InitiativeCommand {}

    /** It may begin. */
    @Fact(
            value = "InitiativeApproved",
            description = "The initiative was approved",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"on": "2014-02-03"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ApproveInitiative(
            @Described("When: 2014, 2014-02 or 2014-02-03; left out only under basis published") @Nullable
            PartialDate on)
            implements InitiativeCommand {}

    /** It runs. */
    @Fact(
            value = "InitiativeStarted",
            description = "The initiative started; it was approved before, or its basis is published",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"on": "2014-03-01"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record StartInitiative(
            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on)
            implements InitiativeCommand {}

    /** A source has its own account of the dates. */
    @Fact(
            value = "InitiativeWindowReported",
            description = "A source gave its own account of the initiative's dates; accounts may contradict each other",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"from": "2014-02", "to": "2016-06", "source": "EXAMPLE-SOURCE"}""")
    @Allowed({Role.STEWARD})
    record ReportWindow(
            @Described("When it began, by this account: 2014, 2014-02 or 2014-02-03")
            PartialDate from,

            @Described("When it ended, by this account; left out if it had not") @Nullable
            PartialDate to,

            @Described("The code of the source") String source)
            implements InitiativeCommand {}

    /** A milestone it means to reach. */
    @Fact(
            value = "MilestonePlanned",
            description = "A milestone was planned; the clock calls it missed when its day has passed",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "title": "The first joint meeting is held", "dueOn": "2014-06-30"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record PlanMilestone(
            @Described("A code of your choice, unique in the initiative") @Pattern(regexp = CODE)
            String milestone,

            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("The day it is due") LocalDate dueOn)
            implements InitiativeCommand {}

    /** Another due day. */
    @Fact(
            value = "MilestoneRescheduled",
            description = "A milestone was given another due day; how often is counted",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "dueOn": "2014-07-31", "reason": "The room was not ready"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record RescheduleMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone,

            @Described("The new day it is due") LocalDate dueOn,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements InitiativeCommand {}

    /** Said by the clock. */
    @Fact(
            value = "InitiativeMilestoneMissed",
            description =
                    "The due day of a milestone passed without it. Said by the clock, never posted; not before the"
                            + " day after and 24 hours after it was planned, and never of a published or synthetic fact",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE"}""")
    @Allowed({})
    record MissMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone) implements InitiativeCommand {}

    /** Once per milestone. */
    @Fact(
            value = "InitiativeMilestoneReached",
            description = "The initiative reached a milestone, in time or late",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "on": "2014-08-11"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ReachMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone,

            @Described("The day it was reached") LocalDate on)
            implements InitiativeCommand {}

    /** It is over. */
    @Fact(
            value = "InitiativeClosed",
            description = "The initiative was closed; it ran before, or its basis is published",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"on": "2016-06-30", "reason": "The trial ended as planned"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record CloseInitiative(
            @Described("When: 2016, 2016-06 or 2016-06-30; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements InitiativeCommand {}
}
