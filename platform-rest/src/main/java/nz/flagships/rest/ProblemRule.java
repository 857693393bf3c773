package nz.flagships.rest;

import nz.flagships.events.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the platform that a request can break, one constant per rule. Codes are never reused, and no text carries a
 * value from the request.
 */
public interface ProblemRule {
    /**
     * What a rule says.
     *
     * @param code stable: {@code REQ-001}
     * @param status the HTTP status
     * @param title what rule was met, one sentence
     * @param mend how to mend it, one sentence
     */
    record Rule(String code, int status, String title, String mend) {}

    /** The rule that this constant stands for. */
    Rule rule();

    /** Stable: {@code REQ-001}. */
    default String code() {
        return rule().code();
    }

    /** The HTTP status. */
    default int status() {
        return rule().status();
    }

    /** What rule was met, one sentence. */
    default String title() {
        return rule().title();
    }

    /** How to mend it, one sentence. */
    default String mend() {
        return rule().mend();
    }

    /** The problem, where there is nothing more to say. */
    default Problem problem() {
        return problem(null, null);
    }

    /** The problem with what was met this time. */
    default Problem problem(@Nullable String detail) {
        return problem(detail, null);
    }

    /**
     * The problem with what was met and where.
     *
     * @param pointer a JSON Pointer into the posted document
     */
    default Problem problem(@Nullable String detail, @Nullable String pointer) {
        return Problem.of(code(), status(), title(), detail, pointer, mend());
    }

    /** To be thrown. */
    default ProblemException exception() {
        return new ProblemException(problem());
    }

    /** To be thrown, with what was met this time. */
    default ProblemException exception(@Nullable String detail) {
        return new ProblemException(problem(detail));
    }
}
