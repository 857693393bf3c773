package nz.flagships.eventstore.decision;

/**
 * A command that may leave something out and means something by it, whatever is stored. Said in full or not, it is the same
 * fact: what is posted again is compared in full. What stands for something that is stored (the lead agency, say) is no such
 * thing: it means another one later.
 *
 * @param <C> the command
 */
public interface InFull<C> {
    /** The same, with every member that it means. */
    C inFull();
}
