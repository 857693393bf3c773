package nz.flagships.events.initiative;

import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of the life of initiatives. */
public sealed interface InitiativePublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** Somebody wants it. */
    @Described("An initiative was proposed")
    record InitiativeProposed(
            @Described("The code of the initiative") String initiative,
            @Described("Its title") String title,

            @Described("The code of the programme it belongs to")
            String programme,

            @Described("The codes of the regions it is for") List<String> regions,
            @Described("The codes of its themes") List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @Described("The codes of the other agencies that run it")
            List<String> partners)
            implements InitiativePublished {}

    /** Where it comes from; the lineage has no cycle. */
    @Described("The initiative was tailored from another one")
    record InitiativeTailored(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the initiative it was tailored from")
            String tailoredFrom,

            @Described("What was kept; null if not published") @Nullable
            String kept,

            @Described("What was adapted; null if not published") @Nullable
            String adapted,

            @Described("Why it was adapted; null if not published") @Nullable
            String why)
            implements InitiativePublished {}

    /** It may begin. */
    @Described("The initiative was approved")
    record InitiativeApproved(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** It runs. */
    @Described("The initiative started")
    record InitiativeStarted(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** It is over. */
    @Described("The initiative was closed")
    record InitiativeClosed(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** The answer was no. */
    @Described("The initiative was declined; what was planned for it is cancelled with it")
    record InitiativeDeclined(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** Nobody wants it any more. */
    @Described("The initiative was withdrawn before it ran; what was planned for it is cancelled with it")
    record InitiativeWithdrawn(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** It stands still. */
    @Described("The initiative was paused")
    record InitiativePaused(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** It goes on. */
    @Described("The initiative was resumed")
    record InitiativeResumed(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("What it is again: trialling or established")
            InitiativeLifecycle lifecycle)
            implements InitiativePublished {}

    /** The lead wants one more agency to run it. */
    @Described("The lead agency invited another one to run the initiative with it")
    record AgencyInvitedToInitiative(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the agency that is invited")
            String agency,

            @Described("Its name, where it is not registered; else null") @Nullable
            String name,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** One more agency runs it. */
    @Described("An agency joined those that run the initiative")
    record AgencyJoinedInitiative(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the agency") String agency,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** One agency fewer runs it; never its lead. */
    @Described("An agency left those that run the initiative")
    record AgencyLeftInitiative(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the agency") String agency,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** Another agency leads it; the one before stays as a partner. */
    @Described("Another agency leads the initiative; the one before stays as a partner")
    record LeadAgencyChanged(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the agency that leads it now")
            String agency,

            @Described("The code of the agency that led it before")
            String previous,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** Another account of its dates; it changes none of the others. */
    @Described("A source gave its own account of the initiative's dates")
    record InitiativeWindowReported(
            @Described("The code of the initiative") String initiative,
            @Described("When it began, by this account") PartialDate from,

            @Described("When it ended, by this account; null if it had not") @Nullable
            PartialDate to,

            @Described("The code of the source") String source)
            implements InitiativePublished {}
}
