package nz.flagships.rest.api;

/**
 * Routes that the resources' annotations cannot tell: those made from a registry of commands, or of lists. A bean; every one
 * adds its own to the document of the service.
 */
public interface ApiPart {
    /** Adds its routes. */
    void describe(ApiDocument document);
}
