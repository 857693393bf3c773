package nz.flagships.benchmarks;

/** The smallest fact there is, on a stream of its own each. */
final class Themes {
    private Themes() {}

    static String event(String code) {
        return "{\"specversion\":\"1.0\",\"type\":\"nz.flagships.initiative.ThemeDefined.v1\",\"source\":\"urn:flagships:bench\",\"id\":\""
                + code + "\",\"subject\":\"" + code + "\",\"data\":{\"name\":\"A theme of the benchmark\"}}";
    }
}
