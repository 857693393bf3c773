package nz.flagships.events.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of the barriers of initiatives: all but the words of reasons and advice. */
public sealed interface BarrierPublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** The code of the barrier, unique in the initiative. */
    String barrier();

    /** Something is in the way. */
    @Described("A barrier was raised; its age is counted from its day, whatever becomes of it")
    record BarrierRaised(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the barrier, unique in the initiative")
            String barrier,

            @Described("Its title") String title,
            @Described("What kind of thing it is") BarrierCategory category,
            @Described("How much it is in the way") BarrierSeverity severity,
            @Described("The day it was raised") LocalDate on,

            @Described("The code of the agency that has to act; null: the lead agency") @Nullable
            String actionBy)
            implements BarrierPublished {}

    /** The National Office has to act. */
    @Described("A barrier was escalated to the National Office")
    record BarrierEscalatedToNationalOffice(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,
            @Described("The day it was escalated") LocalDate on)
            implements BarrierPublished {}

    /** By the National Office, and by nobody else. */
    @Described("The National Office gave its advice on a barrier")
    record NationalOfficeAdviceGiven(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,
            @Described("The day it was given") LocalDate on,

            @Described("The code of the agency that has to act now; null: the lead agency") @Nullable
            String actionBy)
            implements BarrierPublished {}

    /** It is in the way no more. */
    @Described("A barrier was resolved")
    record BarrierResolved(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,

            @Described("The day it was resolved; null where it lapsed with an initiative whose day is not known")
            @Nullable
            LocalDate on,

            @Described("How it went") BarrierResolution resolution,
            @Described("The day it was raised first") LocalDate raisedOn)
            implements BarrierPublished {}

    /** It is in the way again. */
    @Described("A barrier was reopened; it is as old as if it had never been resolved")
    record BarrierReopened(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,
            @Described("The day it was reopened") LocalDate on,
            @Described("The day it was raised first") LocalDate raisedOn,

            @Described("How often it has been reopened, with this one")
            int times)
            implements BarrierPublished {}

    /** The same barrier in several initiatives; said of each of them. */
    @Described("Barriers of several initiatives are one and the same; said of each of them")
    record BarriersLinked(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,

            @Described("All the others that it is the same as, also those linked before")
            List<BarrierRef> linked)
            implements BarrierPublished {}

    /** Another initiative has it now. */
    @Described("A barrier was carried to another initiative")
    record BarrierCarried(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier") String barrier,
            @Described("The day it was carried") LocalDate on,
            @Described("What it is there") BarrierRef to)
            implements BarrierPublished {}

    /** This initiative has it now. */
    @Described("The initiative took a barrier over; it is as old as it was, and stands where it stood")
    record BarrierTakenOver(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the barrier here") String barrier,
            @Described("What it was where it came from") BarrierRef from,
            @Described("The day it was carried") LocalDate on,
            @Described("Its title") String title,
            @Described("What kind of thing it is") BarrierCategory category,
            @Described("How much it is in the way") BarrierSeverity severity,
            @Described("Where it stands") BarrierStatus status,
            @Described("The day it was raised first") LocalDate raisedOn,

            @Described("The day it was escalated first; null if it was not") @Nullable
            LocalDate escalatedOn,

            @Described("The day the first advice was given; null if none was") @Nullable
            LocalDate advisedOn,

            @Described("How often it has been reopened") int reopened,

            @Described("The code of the agency that has to act; null: the lead agency") @Nullable
            String actionBy,

            @Described("All the others that it is the same as")
            List<BarrierRef> linked)
            implements BarrierPublished {}
}
