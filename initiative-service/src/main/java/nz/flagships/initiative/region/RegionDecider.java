package nz.flagships.initiative.region;

import static java.util.Objects.requireNonNullElse;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.region.RegionRejection.CANNOT_ANSWER;
import static nz.flagships.initiative.region.RegionRejection.COUNTED_TWICE;
import static nz.flagships.initiative.region.RegionRejection.DEFINED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.DIFFERENT_KINDS;
import static nz.flagships.initiative.region.RegionRejection.ENDED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.region.RegionRejection.MERGED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.MERGED_INTO_ITSELF;
import static nz.flagships.initiative.region.RegionRejection.NOT_A_PROGRAMME_AREA;
import static nz.flagships.initiative.region.RegionRejection.NOT_DEFINED;
import static nz.flagships.initiative.region.RegionRejection.OVERLAPS;
import static nz.flagships.initiative.region.RegionRejection.PARENT_DOES_NOT_FIT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.region.RegionCommand.DefineRegion;
import nz.flagships.initiative.region.RegionCommand.MapRegion;
import nz.flagships.initiative.region.RegionCommand.MergeRegions;
import nz.flagships.initiative.region.RegionCommand.NewRegion;
import nz.flagships.initiative.region.RegionCommand.RetireRegion;
import nz.flagships.initiative.region.RegionEvent.RegionDefined;
import nz.flagships.initiative.region.RegionEvent.RegionMapped;
import nz.flagships.initiative.region.RegionEvent.RegionRetired;
import nz.flagships.initiative.region.RegionEvent.RegionsMerged;
import org.jspecify.annotations.Nullable;

final class RegionDecider {
    private RegionDecider() {}

    static Decision<RegionEvent> decide(Region now, RegionCommand command, Context at) {
        return switch (command) {
            case DefineRegion define ->
                Ruling.<RegionEvent>over(at)
                        .refuse(now.defined(), DEFINED_ALREADY, null)
                        .known(Region.class, define.parent(), UNKNOWN_REGION, "/parent")
                        .refuse(
                                () -> !fits(define.kind(), define.parent(), at),
                                PARENT_DOES_NOT_FIT,
                                "/parent",
                                () -> "A region of kind " + define.kind() + " in " + define.parent())
                        .inCalendar(define.validFrom(), "/validFrom")
                        .inCalendar(define.validTo(), "/validTo")
                        .refuse(endsBefore(define.validFrom(), define.validTo()), ENDS_BEFORE_IT_BEGINS, "/validTo")
                        .otherwise(() -> Decision.happened(new RegionDefined(
                                define.name(), define.kind(), define.parent(), define.validFrom(), define.validTo())));
            case MergeRegions merge -> merge(now, merge, at);
            case MapRegion map -> map(now, map, at);
            case RetireRegion(var lastDay, var reason) ->
                Ruling.<RegionEvent>over(at)
                        .refuse(!now.defined(), NOT_DEFINED, null)
                        .refuse(now.validTo() != null || now.mergedInto() != null, ENDED_ALREADY, null)
                        .happened(lastDay, "/lastDay")
                        .refuse(endsBefore(now.validFrom(), lastDay), ENDS_BEFORE_IT_BEGINS, "/lastDay")
                        .otherwise(() -> Decision.happened(new RegionRetired(lastDay, null, reason)));
        };
    }

    private static Decision<RegionEvent> merge(Region now, MergeRegions merge, Context at) {
        LocalDate on = merge.on();
        // Held, not just found: a predecessor must not end in another way meanwhile.
        Map<String, Region> parts = new LinkedHashMap<>();
        merge.predecessors().forEach(code -> at.hold(Region.class, code).ifPresent(part -> parts.put(code, part)));
        return Ruling.<RegionEvent>over(at)
                .refuse(merge.predecessors().contains(at.id()), MERGED_INTO_ITSELF, "/predecessors")
                .allKnown(Region.class, merge.predecessors(), UNKNOWN_REGION, "/predecessors")
                .happened(on, "/on")
                .refuse(!now.defined() && merge.defines() == null, NOT_DEFINED, "/defines")
                .refuse(now.defined() && merge.defines() != null, DEFINED_ALREADY, "/defines")
                .refuse(
                        () -> parts.values().stream().anyMatch(part -> part.kind() != kindOf(now, parts)),
                        DIFFERENT_KINDS,
                        "/predecessors",
                        () -> "Expected: " + kindOf(now, parts))
                .known(Region.class, parentOf(merge.defines()), UNKNOWN_REGION, "/defines/parent")
                .refuse(
                        () -> merge.defines() != null
                                && !fits(kindOf(now, parts), merge.defines().parent(), at),
                        PARENT_DOES_NOT_FIT,
                        "/defines/parent",
                        () -> "A region of kind " + kindOf(now, parts))
                .refuse(now.mergedInto() != null, ENDED_ALREADY, null)
                .refuse(
                        () -> parts.values().stream().anyMatch(part -> part.mergedInto() != null),
                        MERGED_ALREADY,
                        "/predecessors",
                        () -> "Merged before: " + mergedBefore(parts))
                .refuse(
                        !now.heldThroughout(on, on) || parts.values().stream().anyMatch(part -> !endsBy(part, on)),
                        OVERLAPS,
                        "/on")
                .otherwise(() -> merged(now, merge, parts, at.id()));
    }

    private static Happened<RegionEvent> merged(Region now, MergeRegions merge, Map<String, Region> parts, String id) {
        List<RegionEvent> own = new ArrayList<>();
        if (merge.defines() != null) {
            own.add(new RegionDefined(
                    merge.defines().name(), kindOf(now, parts), merge.defines().parent(), merge.on(), null));
        }
        own.add(new RegionsMerged(merge.predecessors(), merge.on()));
        List<Elsewhere> ends = new ArrayList<>();
        parts.forEach((code, part) -> ends.add(new Elsewhere(
                "region",
                code,
                new RegionRetired(requireNonNullElse(part.validTo(), merge.on().minusDays(1)), id, null))));
        return new Happened<>(own, ends);
    }

    private static Decision<RegionEvent> map(Region now, MapRegion map, Context at) {
        Map<String, Region> parts = new LinkedHashMap<>();
        map.maps().forEach(code -> at.find(Region.class, code).ifPresent(part -> parts.put(code, part)));
        return Ruling.<RegionEvent>over(at)
                .refuse(!now.defined() && map.defines() == null, NOT_DEFINED, "/defines")
                .refuse(now.defined() && map.defines() != null, DEFINED_ALREADY, "/defines")
                .refuse(now.defined() && now.kind() != RegionKind.PROGRAMME_AREA, NOT_A_PROGRAMME_AREA, null)
                .known(Region.class, parentOf(map.defines()), UNKNOWN_REGION, "/defines/parent")
                .refuse(
                        () -> map.defines() != null
                                && !fits(
                                        RegionKind.PROGRAMME_AREA, map.defines().parent(), at),
                        PARENT_DOES_NOT_FIT,
                        "/defines/parent",
                        () -> "A programme area")
                .allKnown(Region.class, map.maps(), UNKNOWN_REGION, "/maps")
                .refuse(
                        () -> parts.values().stream().anyMatch(part -> !answers(part)),
                        CANNOT_ANSWER,
                        "/maps",
                        () -> "Given: " + parts.keySet())
                .refuse(
                        () -> parts.values().stream().anyMatch(part -> isWithinAnyOf(parts, part, at)),
                        COUNTED_TWICE,
                        "/maps",
                        () -> "Given: " + parts.keySet())
                .otherwise(() -> {
                    List<RegionEvent> own = new ArrayList<>();
                    if (map.defines() != null) {
                        own.add(new RegionDefined(
                                map.defines().name(),
                                RegionKind.PROGRAMME_AREA,
                                map.defines().parent(),
                                null,
                                null));
                    }
                    own.add(new RegionMapped(map.maps()));
                    return new Happened<>(own, List.of());
                });
    }

    static Region evolve(Region now, RegionEvent event) {
        return switch (event) {
            case RegionDefined(var name, var kind, var parent, var validFrom, var validTo) ->
                new Region(name, kind, parent, validFrom, validTo, now.predecessors(), now.mergedInto(), now.maps());
            case RegionsMerged(var predecessors, var on) -> {
                List<String> all = new ArrayList<>(now.predecessors());
                all.addAll(predecessors);
                yield new Region(
                        now.name(),
                        now.kind(),
                        now.parent(),
                        requireNonNullElse(now.validFrom(), on),
                        now.validTo(),
                        List.copyOf(all),
                        now.mergedInto(),
                        now.maps());
            }
            case RegionMapped(var maps) ->
                new Region(
                        now.name(),
                        now.kind(),
                        now.parent(),
                        now.validFrom(),
                        now.validTo(),
                        now.predecessors(),
                        now.mergedInto(),
                        maps);
            case RegionRetired(var lastDay, var mergedInto, var reason) ->
                new Region(
                        now.name(),
                        now.kind(),
                        now.parent(),
                        now.validFrom(),
                        lastDay,
                        now.predecessors(),
                        mergedInto,
                        now.maps());
        };
    }

    static RegionPublished publish(String id, RegionEvent event) {
        return switch (event) {
            case RegionDefined(var name, var kind, var parent, var validFrom, var validTo) ->
                new RegionPublished.RegionDefined(id, name, kind, parent, validFrom, validTo);
            case RegionsMerged(var predecessors, var on) -> new RegionPublished.RegionsMerged(id, predecessors, on);
            case RegionMapped(var maps) -> new RegionPublished.RegionMapped(id, maps);
            case RegionRetired(var lastDay, var mergedInto, var reason) ->
                new RegionPublished.RegionRetired(id, lastDay, mergedInto, reason);
        };
    }

    /** The kind of the merged region; its predecessors give it where it is not defined yet. */
    private static RegionKind kindOf(Region now, Map<String, Region> parts) {
        RegionKind own = now.kind();
        return own != null
                ? own
                : requireNonNullElse(parts.values().iterator().next().kind(), RegionKind.COUNTRY);
    }

    private static boolean fits(RegionKind kind, @Nullable String parent, Context at) {
        if (parent == null) {
            return true;
        }
        RegionKind wider = at.find(Region.class, parent).map(Region::kind).orElse(null);
        return switch (kind) {
            case COUNTRY -> false;
            case POLICE_DISTRICT -> wider == RegionKind.COUNTRY;
            case POLICE_AREA -> wider == RegionKind.POLICE_DISTRICT;
            case DISTRICT_COURT, PROGRAMME_AREA -> wider == RegionKind.COUNTRY || wider == RegionKind.POLICE_DISTRICT;
        };
    }

    private static boolean answers(Region part) {
        return part.kind() == RegionKind.POLICE_DISTRICT
                || part.kind() == RegionKind.POLICE_AREA
                || part.kind() == RegionKind.DISTRICT_COURT;
    }

    /** Whether it, or what it is a part of, is a part of any of these. A parent is always wider: this ends. */
    private static boolean isWithinAnyOf(Map<String, Region> parts, Region part, Context at) {
        String parent = part.parent();
        if (parent == null) {
            return false;
        }
        return parts.containsKey(parent)
                || at.find(Region.class, parent)
                        .map(wider -> isWithinAnyOf(parts, wider, at))
                        .orElse(false);
    }

    private static boolean endsBy(Region part, LocalDate on) {
        return (part.validFrom() == null || part.validFrom().isBefore(on))
                && (part.validTo() == null || part.validTo().isBefore(on));
    }

    private static boolean endsBefore(@Nullable LocalDate first, @Nullable LocalDate last) {
        return first != null && last != null && last.isBefore(first);
    }

    private static List<String> mergedBefore(Map<String, Region> parts) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue().mergedInto() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static @Nullable String parentOf(@Nullable NewRegion region) {
        return region == null ? null : region.parent();
    }
}
