package nz.flagships.rest;

import java.util.Optional;

/** What this service shows to another one, where it has something to show. */
public interface ServicePass {
    /** The bearer token of now, with the role service; blocks. Nothing where there is none. */
    Optional<String> bearer();
}
