package nz.flagships.initiative.target;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What happens to a target. */
public sealed interface TargetEvent {
    record TargetSet(LocalDate announcedOn, BigDecimal value, String unit, LocalDate baseline, LocalDate by)
            implements TargetEvent {}

    record TargetRevised(LocalDate announcedOn, BigDecimal value, String unit, LocalDate baseline, LocalDate by)
            implements TargetEvent {}

    record TargetSuperseded(LocalDate announcedOn) implements TargetEvent {}

    record TargetDiscontinued(LocalDate announcedOn) implements TargetEvent {}
}
