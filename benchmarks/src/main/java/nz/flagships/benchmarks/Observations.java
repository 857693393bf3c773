package nz.flagships.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

/** What is stored in the benchmarks of the store: observations as agencies post them, each on a stream of its own. */
final class Observations {
    static final String TYPE = "nz.flagships.initiative.ObservationRecorded.v1";
    static final String METADATA =
            "{\"actor\":\"loader\",\"agency\":\"POLICE\",\"correlation\":\"0198f0a2-7c11-7def-8000-5a4b3c2d1e0f\","
                    + "\"source\":\"/police/recorded-crime\",\"sourceId\":\"2014-000017\"}";

    private static final AtomicLong NEXT = new AtomicLong();

    private Observations() {}

    /** A number that no other fact of this run has. */
    static long next() {
        return NEXT.incrementAndGet();
    }

    /** Canonical JSON of 270 bytes. */
    static String data(long number) {
        return "{\"firstDay\":\"2013-07-01\",\"lastDay\":\"2014-06-30\",\"measure\":\"BURGLARY\",\"period\":\"FY2014\","
                + "\"provenance\":{\"basis\":\"published\",\"inferred\":[],\"note\":\"Recorded offences, year to June\","
                + "\"source\":\"police-annual-report-2014\"},\"region\":\"AREA-TAIRAWHITI\",\"status\":\"A\",\"value\":"
                + number + "}";
    }

    /** Scattered over the index, as codes and random ids are. */
    static String stream(long number) {
        return "series/BURGLARY:" + Long.toString(number * 2654435761L & 0xffffffffffL, 36) + "-" + number;
    }
}
