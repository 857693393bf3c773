package nz.flagships.eventstore.schema;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSON value must look like. */
public sealed interface Shape {
    /**
     * @param min in code points
     * @param max in code points
     * @param pattern a regular expression that the whole text matches, or null
     * @param format of JSON Schema ({@code date}, {@code date-time}, {@code uuid}), or null
     */
    record Text(
            int min,
            int max,
            @Nullable String pattern,
            @Nullable String format) implements Shape {}

    /** A whole number. */
    record Whole(long min, long max) implements Shape {}

    /** A number of at most 15 significant digits. */
    record Decimal(@Nullable BigDecimal min, @Nullable BigDecimal max) implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** One of these texts. */
    record Choice(List<String> values) implements Shape {}

    /**
     * @param unique whether no two may be equal
     * @param order whether their order says nothing
     */
    record Many(Shape item, int min, int max, boolean unique, Order order) implements Shape {}

    /** What the order of a list says. */
    enum Order {
        /** Something: another order is another list. */
        MEANT,
        /** Nothing: it is a set. */
        ANY,
        /** Nothing, and once it was thought to say something. */
        ANY_LATELY
    }

    /**
     * @param open whether members that are not named here may be there: yes in what is published, since it may grow; no in
     *     what is posted
     */
    record Members(@Nullable String description, List<Member> members, boolean open) implements Shape {
        /** The member of a name, or null. */
        public @Nullable Member member(String name) {
            for (Member member : members) {
                if (member.name.equals(name)) {
                    return member;
                }
            }
            return null;
        }
    }

    /** A member of an object. */
    record Member(
            String name,
            Shape shape,
            boolean required,
            @Nullable String description) {}
}
