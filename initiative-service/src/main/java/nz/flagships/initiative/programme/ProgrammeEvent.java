package nz.flagships.initiative.programme;

import java.util.List;

/** What happens to a programme. */
public sealed interface ProgrammeEvent {
    record ProgrammeDefined(String name, List<String> partners, List<String> regions) implements ProgrammeEvent {}
}
