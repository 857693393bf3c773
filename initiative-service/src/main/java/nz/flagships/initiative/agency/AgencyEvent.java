package nz.flagships.initiative.agency;

/** What happens to an agency. */
public sealed interface AgencyEvent {
    record AgencyRegistered(String name, boolean flagshipPartner, boolean fundMember) implements AgencyEvent {}
}
