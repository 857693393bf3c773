package nz.flagships.reporting.disclosure;

/**
 * An unrounded count of people, or of what stands for people. It can be added to another one, and that is all: no method
 * tells how many there are, so that no log, answer or test can. Only {@link RandomRounding} looks inside.
 */
public final class PeopleCount {
    /** Of nobody. */
    public static final PeopleCount NONE = new PeopleCount(0, 0);

    private final int units;
    private final int keys;

    private PeopleCount(int units, int keys) {
        this.units = units;
        this.keys = keys;
    }

    static PeopleCount of(int key) {
        return new PeopleCount(1, key);
    }

    /** Both together. The order of additions does not matter: keys are summed modulo 2^32. */
    public PeopleCount plus(PeopleCount other) {
        return new PeopleCount(Math.addExact(units, other.units), keys + other.keys);
    }

    int units() {
        return units;
    }

    /** The sum of the keys, an unsigned number of 32 bits. */
    long keySum() {
        return Integer.toUnsignedLong(keys);
    }

    @Override
    public String toString() {
        return "a count of people";
    }
}
