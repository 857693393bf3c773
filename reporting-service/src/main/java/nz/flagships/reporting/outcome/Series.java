package nz.flagships.reporting.outcome;

/** What identifies a series: the codes of a measure and a region. */
record Series(String measure, String region) {}
