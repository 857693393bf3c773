package nz.flagships.initiative;

import static nz.flagships.initiative.ReferenceRejection.ALIKE;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nz.flagships.events.PartialDate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * The reasons against a command, in the order in which they are looked at; the first that holds refuses it. Later ones
 * are then not looked at, so that a condition may rely on those before it.
 *
 * @param <E> the events of the aggregate
 */
public final class Ruling<E> {
    private static final LocalDate FIRST_DAY = LocalDate.of(1840, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    /** How many of the things that are in the way are named; whoever mends these is told of the next. */
    private static final int NAMED = 12;

    private final Context at;
    private @Nullable Refused<E> refusal;

    private Ruling(Context at) {
        this.at = at;
    }

    /** Begins with nothing against it. */
    public static <E> Ruling<E> over(Context at) {
        return new Ruling<>(at);
    }

    /**
     * Refuses if the condition holds.
     *
     * @param pointer the member that is wrong, a JSON Pointer, or null where it is the state that does not allow it
     * @param met says what was met
     */
    public Ruling<E> refuse(
            BooleanSupplier condition, Rejection rejection, @Nullable String pointer, Supplier<String> met) {
        if (refusal == null && condition.getAsBoolean()) {
            refusal = new Refused<>(rejection, met.get(), pointer);
        }
        return this;
    }

    /** Refuses if the condition holds, and says what was met. */
    public Ruling<E> refuse(boolean condition, Rejection rejection, @Nullable String pointer, Supplier<String> met) {
        return refuse(() -> condition, rejection, pointer, met);
    }

    /** Refuses if the condition holds; the rule says all there is to say. */
    public Ruling<E> refuse(boolean condition, Rejection rejection, @Nullable String pointer) {
        return refuse(() -> condition, rejection, pointer);
    }

    /** Refuses if the condition holds; the rule says all there is to say. */
    public Ruling<E> refuse(BooleanSupplier condition, Rejection rejection, @Nullable String pointer) {
        if (refusal == null && condition.getAsBoolean()) {
            refusal = new Refused<>(rejection, null, pointer);
        }
        return this;
    }

    /** Refuses a code that no aggregate has; null names none and passes. What was given is not said: it may be anything. */
    public Ruling<E> known(Class<?> aggregate, @Nullable String code, Rejection unknown, @Nullable String pointer) {
        return refuse(() -> code != null && at.find(aggregate, code).isEmpty(), unknown, pointer);
    }

    /** Refuses a list with a code that no aggregate has, or that stands in it twice. */
    public Ruling<E> allKnown(Class<?> aggregate, Collection<String> codes, Rejection unknown, String pointer) {
        int index = 0;
        for (String code : codes) {
            known(aggregate, code, unknown, pointer + "/" + index);
            index++;
        }
        return refuse(codes.size() > new HashSet<>(codes).size(), NAMED_TWICE, pointer);
    }

    /** Refuses a new code that differs from one there is by capitals only: two things that people would take for one. */
    public Ruling<E> unlike(Collection<String> codes, String code, String pointer) {
        return refuse(
                () -> alike(codes, code) != null, ALIKE, pointer, () -> "There is " + alike(codes, code) + " already");
    }

    private static @Nullable String alike(Collection<String> codes, String code) {
        return codes.stream()
                .filter(each -> each.equalsIgnoreCase(code) && !each.equals(code))
                .findFirst()
                .orElse(null);
    }

    /** Refuses a day outside the years that can be meant; null passes. */
    public Ruling<E> inCalendar(@Nullable LocalDate day, String pointer) {
        return refuse(
                () -> day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)),
                OUT_OF_THE_CALENDAR,
                pointer,
                () -> "Given: " + day);
    }

    /** Refuses a day that has not come yet, or lies outside the years that can be meant; null passes. */
    public Ruling<E> happened(@Nullable LocalDate day, String pointer) {
        return inCalendar(day, pointer)
                .refuse(
                        () -> day != null && day.isAfter(at.today()),
                        IN_THE_FUTURE,
                        pointer,
                        () -> "Given: " + day + ", today is " + at.today());
    }

    /** Refuses a date that surely has not come yet, or lies outside the years that can be meant; null passes. */
    public Ruling<E> happened(@Nullable PartialDate date, String pointer) {
        return happened(date == null ? null : date.earliest(), pointer);
    }

    /** Adds what else is against it. */
    public Ruling<E> and(Ruling<E> other) {
        if (refusal == null) {
            refusal = other.refusal;
        }
        return this;
    }

    /** What happens if nothing was against it. */
    public Decision<E> otherwise(Supplier<Decision<E>> decision) {
        return refusal == null ? decision.get() : refusal;
    }

    /** Names the first of many and says how many there are besides: what is answered must not grow with what is stored. */
    public static String some(Collection<String> codes) {
        return codes.size() <= NAMED
                ? List.copyOf(codes).toString()
                : codes.stream().limit(NAMED).toList() + " and " + (codes.size() - NAMED) + " more";
    }

    /** A list that may have been left out. */
    public static List<String> orNone(@Nullable List<String> codes) {
        return codes == null ? List.of() : codes;
    }
}
