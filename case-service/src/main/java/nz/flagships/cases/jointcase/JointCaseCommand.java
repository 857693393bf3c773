package nz.flagships.cases.jointcase;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Role;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.JoiningPurpose;
import nz.flagships.events.cases.LeavingReason;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.cases.ReopeningReason;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of a joint case. */
public sealed interface JointCaseCommand {
    /** The spelling of an agency's code. */
    String AGENCY = "[A-Z0-9][A-Z0-9_-]{0,62}";

    /** The agency of the token opens a case and leads it. */
    @Fact(
            value = "CaseOpened",
            description = "A joint case was opened; the agency that says so leads it. externalref is its own reference",
            begins = true,
            subject = "EXAMPLE-CASE",
            example = """
                    {"openedOn": "2013-08-05", "region": "EXAMPLE-REGION", "themes": ["EXAMPLE-THEME"],
                     "legalBasis": "INFORMATION_SHARING_AGREEMENT", "programme": "EXAMPLE-PROGRAMME",
                     "initiative": "EXAMPLE-INITIATIVE"}""")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record OpenCase(
            @Described("The day it was opened, Pacific/Auckland's; from 1990-01-01 to today")
            LocalDate openedOn,

            @Described("The code of a police area or a programme area that was there on that day")
            String region,

            @InAnyOrder @Described("The codes of its themes, each once") @Size(min = 1, max = 20)
            List<String> themes,

            @Described("On what the opening agency shares what it knows")
            LegalBasis legalBasis,

            @Described("The code of the programme it belongs to")
            String programme,

            @Described("The code of the initiative that referred it; left out where none did") @Nullable
            String initiative)
            implements JointCaseCommand {}

    /** The lead agency lets another one in. */
    @Fact(
            value = "AgencyInvited",
            description =
                    "The lead agency invited another agency, which may join from now on and finds the invitation in its"
                            + " inbox. An agency that is not registered is named, so that no slip of the pen invites anybody",
            subject = "EXAMPLE-CASE",
            example = """
                    {"agency": "EXAMPLE-AGENCY-2", "name": "Example Agency the Second"}""")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record InviteAgency(
            @Described("The code of the agency that may join, as in its tokens") @Pattern(regexp = AGENCY)
            String agency,

            @Described("The name of the agency, where it is not registered; an agency that is needs none")
            @Size(min = 1, max = 200)
            @Nullable
            String name)
            implements JointCaseCommand {}

    /** The agency of the token joins; it must have been invited. */
    @Fact(
            value = "AgencyJoinedCase",
            description = "The agency that says so joined the case to which it was invited. It names the case by the"
                    + " inviting agency's reference (AGENCY~reference) or by the case's id",
            subject = "EXAMPLE-AGENCY~EXAMPLE-CASE",
            example = """
                    {"legalBasis": "CONSENT", "purpose": "VICTIM_SAFETY"}""",
            by = "EXAMPLE-AGENCY-2")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record JoinCase(
            @Described("On what it shares what it knows") LegalBasis legalBasis,
            @Described("What it joins for") JoiningPurpose purpose)
            implements JointCaseCommand {}

    /** The lead passes to another agency of the case. */
    @Fact(
            value = "LeadAgencyChanged",
            description = "The lead agency passed the lead to another agency of the case",
            subject = "EXAMPLE-CASE",
            example = """
                    {"to": "EXAMPLE-AGENCY-2"}""")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record ChangeLead(
            @Described("The code of the agency that leads from now on") @Pattern(regexp = AGENCY)
            String to) implements JointCaseCommand {}

    /** The lead agency closes the case. */
    @Fact(
            value = "CaseClosed",
            description = "The lead agency closed the case",
            subject = "EXAMPLE-AGENCY~EXAMPLE-CASE",
            example = """
                    {"closedOn": "2014-02-10", "reason": "GOALS_MET", "outcome": "RISK_REDUCED"}""",
            by = "EXAMPLE-AGENCY-2")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record CloseCase(
            @Described("The day it was closed, from the day it was opened (again) to today")
            LocalDate closedOn,

            @Described("Why") ClosingReason reason,

            @Described("How things stand, in the judgement of the lead agency")
            ClosingOutcome outcome)
            implements JointCaseCommand {}

    /** The lead agency opens a closed case again. */
    @Fact(
            value = "CaseReopened",
            description = "The lead agency opened a closed case again",
            subject = "EXAMPLE-AGENCY~EXAMPLE-CASE",
            example = """
                    {"reopenedOn": "2014-05-19", "reason": "NEW_INCIDENT"}""",
            by = "EXAMPLE-AGENCY-2")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record ReopenCase(
            @Described("The day it was opened again, from the day it was closed to today")
            LocalDate reopenedOn,

            @Described("Why") ReopeningReason reason)
            implements JointCaseCommand {}

    /** The agency of the token leaves, and no longer sees the case. */
    @Fact(
            value = "AgencyLeftCase",
            description = "The agency that says so left the case and no longer sees it. The lead agency cannot leave",
            subject = "EXAMPLE-CASE",
            example = """
                    {"reason": "WORK_COMPLETED"}""")
    @Allowed({Role.CASE_WORKER, Role.AGENCY_SYSTEM})
    record LeaveCase(@Described("Why") LeavingReason reason) implements JointCaseCommand {}
}
