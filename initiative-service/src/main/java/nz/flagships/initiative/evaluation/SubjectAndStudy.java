package nz.flagships.initiative.evaluation;

import java.util.Optional;

/**
 * What an evaluation is of, and which one it is; its id is the two codes with a colon between. So a subject has one
 * evaluation of a study or a source and never two, without anything to look up.
 *
 * @param subject the code of the initiative or the intervention
 * @param study a code for the study; for one that was published elsewhere, the code of its source
 */
record SubjectAndStudy(String subject, String study) {
    private static final SubjectAndStudy NEITHER = new SubjectAndStudy("", "");

    /** Reads {@code JSF-OUT-OF-GATE:outofgate-15}; empty codes where it is not two. */
    static SubjectAndStudy of(String id) {
        return Optional.of(id.split(":", -1))
                .filter(codes -> codes.length == 2 && !codes[0].isEmpty() && !codes[1].isEmpty())
                .map(codes -> new SubjectAndStudy(codes[0], codes[1]))
                .orElse(NEITHER);
    }

    boolean isNeither() {
        return subject.isEmpty();
    }
}
