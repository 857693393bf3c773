package nz.flagships.rest;

import nz.flagships.events.Problem;

/**
 * Leaves a request with a problem. It is an answer, not a fault: it has no stack trace and is not logged.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
