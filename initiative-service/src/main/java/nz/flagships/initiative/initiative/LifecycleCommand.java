package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Size;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of an initiative's life, from the proposal to the end, and of where it comes from. */
public sealed interface LifecycleCommand extends InitiativeCommand {
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

            @InAnyOrder @Described("The codes of the regions it is for") @Size(min = 1, max = 50)
            List<String> regions,

            @InAnyOrder @Described("The codes of its themes") @Size(min = 1, max = 20)
            List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @InAnyOrder @Described("The codes of the other agencies that run it") @Size(max = 50) @Nullable
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

            @InAnyOrder @Described("The codes of the regions it is for") @Size(min = 1, max = 50)
            List<String> regions,

            @InAnyOrder @Described("The codes of its themes") @Size(min = 1, max = 20)
            List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @InAnyOrder @Described("The codes of the other agencies that run it") @Size(max = 50) @Nullable
            List<String> partners)
            implements LifecycleCommand {}

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
            implements LifecycleCommand {}

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
            implements LifecycleCommand {}

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
            implements LifecycleCommand {}

    /** The answer is no. */
    @Fact(
            value = "InitiativeDeclined",
            description = "The initiative was declined; what was planned for it is cancelled with it. If it is not"
                    + " proposed yet, `proposes` does so",
            subject = "EXAMPLE-INITIATIVE-DECLINED",
            example = """
                    {"on": "2014-02-03", "reason": "Another initiative does the same",
                     "proposes": {"title": "Example initiative, declined", "programme": "EXAMPLE-PROGRAMME",
                                  "regions": ["EXAMPLE-PROGRAMME-AREA"], "themes": ["EXAMPLE-THEME"],
                                  "leadAgency": "EXAMPLE-AGENCY"}}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.NATIONAL_OFFICE, Role.STEWARD})
    record DeclineInitiative(
            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason,

            @Described("What it is, where it is not proposed yet") @Nullable
            Proposal proposes)
            implements LifecycleCommand {}

    /** Whoever proposed it wants it no more. */
    @Fact(
            value = "InitiativeWithdrawn",
            description =
                    "The initiative was withdrawn before it ran; what was planned for it is cancelled with it. If it"
                            + " is not proposed yet, `proposes` does so",
            subject = "EXAMPLE-INITIATIVE-WITHDRAWN",
            example = """
                    {"on": "2014-02-03", "reason": "The agencies agreed on another one",
                     "proposes": {"title": "Example initiative, withdrawn", "programme": "EXAMPLE-PROGRAMME",
                                  "regions": ["EXAMPLE-PROGRAMME-AREA"], "themes": ["EXAMPLE-THEME"],
                                  "leadAgency": "EXAMPLE-AGENCY"}}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record WithdrawInitiative(
            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason,

            @Described("What it is, where it is not proposed yet") @Nullable
            Proposal proposes)
            implements LifecycleCommand {}

    /** It stands still. */
    @Fact(
            value = "InitiativePaused",
            description = "The initiative was paused; its milestones stay due",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"on": "2014-03-10", "reason": "The building is closed after an earthquake"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record PauseInitiative(
            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements LifecycleCommand {}

    /** It goes on. */
    @Fact(
            value = "InitiativeResumed",
            description = "The initiative was resumed; it is what it was before the pause",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"on": "2014-03-24"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ResumeInitiative(
            @Described("When: 2014, 2014-03 or 2014-03-01; left out only under basis published") @Nullable
            PartialDate on)
            implements LifecycleCommand {}

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
            implements LifecycleCommand {}
}
