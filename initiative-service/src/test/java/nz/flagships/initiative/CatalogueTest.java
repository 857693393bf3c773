package nz.flagships.initiative;

import java.util.List;
import nz.flagships.eventstore.testing.CatalogueGate;

/** The committed catalogue says what the records say, and every example stands on its own in an empty service. */
class CatalogueTest extends CatalogueGate {
    CatalogueTest() {
        super("initiative", AllAggregates.ALL, List.of());
    }
}
