package nz.flagships.initiative;

import nz.flagships.eventstore.decision.Rejection;

/** A rejection whose members stand in one record, so that an enum of them reads like a table of rules. */
public interface Ruled extends Rejection {
    /**
     * The members of a {@link Rejection}.
     *
     * @param code stable
     * @param kind how it is answered
     * @param title the rule, one sentence
     * @param mend how to mend it, one sentence
     */
    record Rule(String code, Kind kind, String title, String mend) {}

    /** The rule that this constant stands for. */
    Rule rule();

    @Override
    default String code() {
        return rule().code();
    }

    @Override
    default Kind kind() {
        return rule().kind();
    }

    @Override
    default String title() {
        return rule().title();
    }

    @Override
    default String mend() {
        return rule().mend();
    }
}
