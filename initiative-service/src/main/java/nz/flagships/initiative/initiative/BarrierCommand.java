package nz.flagships.initiative.initiative;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.decision.InFull;
import org.jspecify.annotations.Nullable;

/** What may be said of what is in the way of an initiative. */
public sealed interface BarrierCommand extends InitiativeCommand {
    /** Something is in the way. */
    @Fact(
            value = "BarrierRaised",
            description = "A barrier was raised: something is in the way of the initiative",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "title": "The court has no room for a private talk",
                     "category": "PREMISES", "severity": "MEDIUM", "on": "2014-04-01"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record RaiseBarrier(
            @Described("A code of your choice, unique in the initiative") @Pattern(regexp = CODE)
            String barrier,

            @Described("Its title; public, so nothing of a person") @Size(min = 1, max = 200)
            String title,

            @Described("What kind of thing it is") BarrierCategory category,
            @Described("How much it is in the way") BarrierSeverity severity,
            @Described("The day it was raised") LocalDate on,

            @Described("The code of the agency that has to act; left out: the lead agency") @Nullable
            String actionBy)
            implements BarrierCommand {}

    /** The National Office has to act. */
    @Fact(
            value = "BarrierEscalatedToNationalOffice",
            description = "A barrier was escalated: the National Office has to act",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "on": "2014-04-15", "reason": "The landlord answers nobody here"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record EscalateBarrier(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @Described("The day it was escalated") LocalDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements BarrierCommand {}

    /** By the National Office, and by nobody else. */
    @Fact(
            value = "NationalOfficeAdviceGiven",
            description = "The National Office gave its advice on a barrier that was escalated to it",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "on": "2014-05-06", "advice": "Use the library's rooms meanwhile"}""")
    @Allowed(Role.NATIONAL_OFFICE)
    record GiveAdvice(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @Described("The day it was given") LocalDate on,

            @Described("What to do; nothing of a person") @Size(min = 1, max = 2000)
            String advice,

            @Described("The code of the agency that has to act now; left out: as before") @Nullable
            String actionBy)
            implements BarrierCommand {}

    /** It is in the way no more. */
    @Fact(
            value = "BarrierResolved",
            description = "A barrier was resolved: it is in the way no more",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "on": "2014-06-02", "resolution": "WORKED_AROUND",
                     "how": "The library lends two rooms"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.NATIONAL_OFFICE, Role.STEWARD})
    record ResolveBarrier(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @Described("The day it was resolved") LocalDate on,
            @Described("How it went") BarrierResolution resolution,

            @Described("By what") @Size(min = 1, max = 1000) @Nullable
            String how)
            implements BarrierCommand {}

    /** It is in the way again. */
    @Fact(
            value = "BarrierReopened",
            description = "A resolved barrier is in the way again; it is as old as if it had never been resolved",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "on": "2014-06-23", "reason": "The library is being rebuilt"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.NATIONAL_OFFICE, Role.STEWARD})
    record ReopenBarrier(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @Described("The day it was reopened") LocalDate on,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements BarrierCommand {}

    /** Another initiative has it now. */
    @Fact(
            value = "BarrierCarried",
            description =
                    "A barrier was carried to another initiative, which takes it over as it stands; where the same"
                            + " barrier is linked there already, it goes on as that one",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"barrier": "EXAMPLE-BARRIER", "to": "EXAMPLE-INITIATIVE-TAILORED", "on": "2014-07-01",
                     "reason": "The room is theirs now"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.NATIONAL_OFFICE, Role.STEWARD})
    record CarryBarrier(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @Described("The code of the initiative it is carried to")
            String to,

            @Described("Its code there; left out: as here") @Pattern(regexp = CODE) @Nullable
            String as,

            @Described("The day it was carried") LocalDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements BarrierCommand, InFull<CarryBarrier> {
        /** Its code there, unless it is the same as one there already. */
        String codeThere() {
            return requireNonNullElse(as, barrier);
        }

        @Override
        public CarryBarrier inFull() {
            return new CarryBarrier(barrier, to, codeThere(), on, reason);
        }
    }

    /**
     * The same barrier elsewhere.
     *
     * @param initiative the code of the other initiative
     * @param barrier its code there
     * @param raisedOn since when it is in the way there too, where it is not raised there yet
     */
    record SameBarrier(
            @Described("The code of the other initiative") String initiative,

            @Described("The code of the barrier there") @Pattern(regexp = CODE)
            String barrier,

            @Described("Where it is not raised there yet: the day since when it is; it is raised with the same title")
            @Nullable
            LocalDate raisedOn) {}

    /** One barrier in several initiatives. */
    @Fact(
            value = "BarriersLinked",
            description = "Barriers of several initiatives are one and the same; each of them says so",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"barrier": "EXAMPLE-BARRIER",
                     "with": [{"initiative": "EXAMPLE-INITIATIVE", "barrier": "EXAMPLE-BARRIER-2",
                               "raisedOn": "2014-08-04"}]}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.NATIONAL_OFFICE, Role.STEWARD})
    record LinkBarriers(
            @Described("The code of the barrier") @Pattern(regexp = CODE)
            String barrier,

            @InAnyOrder
            @Described("What it is the same as; barriers linked with these are linked too")
            @Size(min = 1, max = 20)
            List<SameBarrier> with)
            implements BarrierCommand {}
}
