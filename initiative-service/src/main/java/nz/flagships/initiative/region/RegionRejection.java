package nz.flagships.initiative.region;

import static nz.flagships.eventstore.decision.Rejection.Kind.CONFLICT;
import static nz.flagships.eventstore.decision.Rejection.Kind.INVALID;
import static nz.flagships.eventstore.decision.Rejection.Kind.NOT_FOUND;

import nz.flagships.eventstore.decision.Rejection;

/** Why something said of a region is refused. */
public enum RegionRejection implements Rejection {
    DEFINED_ALREADY(new Rule(
            "REG-001",
            CONFLICT,
            "A region with this code is defined already",
            "Use it, choose another code, or leave `defines` out")),
    NOT_DEFINED(new Rule(
            "REG-002",
            NOT_FOUND,
            "There is no such region",
            "Post its RegionDefined first, or say what it is in `defines`")),
    PARENT_DOES_NOT_FIT(new Rule(
            "REG-003",
            INVALID,
            "A region of this kind cannot be a part of that one",
            "A country has no parent; a police area is a part of a police district; other regions are a part of the"
                    + " country or a police district")),
    ENDS_BEFORE_IT_BEGINS(new Rule(
            "REG-004",
            INVALID,
            "The region's last day lies before its first",
            "Give a last day on or after the first")),
    MERGED_INTO_ITSELF(new Rule(
            "REG-005", INVALID, "A region cannot be its own predecessor", "Name only the regions that went into it")),
    DIFFERENT_KINDS(new Rule(
            "REG-006",
            INVALID,
            "Only regions of one kind can merge",
            "Name predecessors of the same kind as the merged region")),
    MERGED_ALREADY(new Rule(
            "REG-007",
            CONFLICT,
            "A predecessor went into another region already",
            "Look at its history; a region is merged into one other only")),
    OVERLAPS(
            new Rule(
                    "REG-008",
                    INVALID,
                    "The merger does not fit the validity of the regions",
                    "Predecessors begin before the day of the merger and end before it; the merged region does not begin later")),
    ENDED_ALREADY(new Rule(
            "REG-009", CONFLICT, "The region has ended already", "Use the region that is there today, see mergedInto")),
    NOT_A_PROGRAMME_AREA(new Rule(
            "REG-010",
            INVALID,
            "Only a programme area is mapped to areas and courts",
            "Map a region of kind PROGRAMME_AREA")),
    CANNOT_ANSWER(new Rule(
            "REG-011",
            INVALID,
            "A programme area is mapped to police districts, police areas and district courts only",
            "Leave the country and programme areas out of the mapping")),
    COUNTED_TWICE(new Rule(
            "REG-012",
            INVALID,
            "A region is mapped together with one it is a part of, and would be counted twice",
            "Map either the whole or its parts"));

    private final Rule rule;

    RegionRejection(Rule rule) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }
}
