package nz.flagships.local;

/** The three services as somebody reaches them who may sign tokens for them: on this machine, or as containers. */
interface Reached {
    /** Where a service serves, as {@code http://localhost:8081}. */
    String url(Service service);

    /** What they take. */
    Tokens tokens();
}
