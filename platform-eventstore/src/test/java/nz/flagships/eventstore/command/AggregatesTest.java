package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Fact;
import org.junit.jupiter.api.Test;

/** What does not fit ends the start, since every bean of the kernel is made of what is registered. */
class AggregatesTest {
    private record Gadget() {}

    @Fact(
            value = "GadgetFound",
            description = "A gadget was found",
            begins = true,
            subject = "EXAMPLE-GADGET",
            example = "{}")
    @Allowed(Role.STEWARD)
    private record FindGadget() {}

    private record GadgetFound() {}

    @Test
    void whoReadsAnAggregateMustBeSaid() {
        assertThatThrownBy(() -> new Aggregates("initiative", List.of(gadgets().build())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("It must be said who reads gadget");
    }

    @Test
    void whatAnybodyReadsIsNotReadByCertainRolesAlone() {
        assertThatThrownBy(() -> new Aggregates(
                        "initiative",
                        List.of(gadgets().publicToRead().readBy(Role.STEWARD).build())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("It must be said who reads gadget");
    }

    @Test
    void eitherIsEnough() {
        for (Aggregate<?, ?, ?> said : List.of(
                gadgets().publicToRead().build(), gadgets().readBy(Role.STEWARD).build())) {
            assertThat(new Aggregates("initiative", List.of(said)).named("gadget"))
                    .isPresent();
        }
    }

    private static Aggregate.Builder<Gadget, FindGadget, GadgetFound> gadgets() {
        return Aggregate.of(
                "gadget",
                "gadgets",
                10,
                new Gadget(),
                FindGadget.class,
                GadgetFound.class,
                (now, command, at) -> Decision.happened(new GadgetFound()),
                (now, event) -> now,
                (id, event) -> null);
    }
}
