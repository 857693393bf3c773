package nz.flagships.initiative.source;

import static nz.flagships.initiative.source.SourceRejection.REGISTERED_ALREADY;

import nz.flagships.events.initiative.SourcePublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.source.SourceCommand.RegisterSource;
import nz.flagships.initiative.source.SourceEvent.SourceRegistered;

final class SourceDecider {
    private SourceDecider() {}

    static Decision<SourceEvent> decide(Source now, SourceCommand command, Context at) {
        return switch (command) {
            case RegisterSource(var citation, var published) ->
                Ruling.<SourceEvent>over(at)
                        .refuse(now.registered(), REGISTERED_ALREADY, null)
                        .happened(published, "/published")
                        .otherwise(() -> Decision.happened(new SourceRegistered(citation, published)));
        };
    }

    static Source evolve(Source now, SourceEvent event) {
        return switch (event) {
            case SourceRegistered(var citation, var published) -> new Source(citation, published);
        };
    }

    static SourcePublished publish(String id, SourceEvent event) {
        return switch (event) {
            case SourceRegistered(var citation, var published) ->
                new SourcePublished.SourceRegistered(id, citation, published);
        };
    }
}
