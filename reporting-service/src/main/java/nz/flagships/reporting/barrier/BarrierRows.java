package nz.flagships.reporting.barrier;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** Reads barriers, put together from the facts about them. */
final class BarrierRows {
    private static final String BARRIERS = """
            select b.*, i.lead_agency, i.regions, coalesce(l.linked, '{}') as linked,
                   (select m.agency from initiative_membership m
                     where m.initiative = b.initiative and m.change = 'LEADS' order by m.version desc limit 1) as led_by,
                   'SYNTHETIC' in (b.basis, i.basis, l.basis) as made_up
            from barrier b
            left join initiative i on i.code = b.initiative
            left join barrier_link l on l.initiative = b.initiative and l.code = b.code
            order by b.initiative, b.code
            """;

    private BarrierRows() {}

    private record Step(
            String barrier,
            BarrierProjection.Step step,
            @Nullable LocalDate on,
            @Nullable BarrierResolution resolution,
            @Nullable String actionBy,
            @Nullable String carriedTo,
            boolean synthetic) {}

    /** A barrier while its steps are taken one after the other. */
    private static final class Course {
        private final LocalDate raisedOn;
        private Barrier.Status status;
        private @Nullable LocalDate escalatedOn;
        private @Nullable LocalDate advisedOn;
        private @Nullable LocalDate endedOn;
        private @Nullable BarrierResolution resolution;
        private @Nullable String actionBy;
        private @Nullable String carriedTo;
        private int reopened;
        private boolean synthetic;

        private Course(Row row) throws SQLException {
            raisedOn = row.day("raised_on");
            status = row.one(Barrier.Status.class, "status");
            escalatedOn = row.dayOrNull("escalated_on");
            advisedOn = row.dayOrNull("advised_on");
            actionBy = row.textOrNull("action_by");
            reopened = row.integer("reopened");
            synthetic = row.flag("made_up");
        }

        private void take(Step step) {
            synthetic |= step.synthetic();
            switch (step.step()) {
                case ESCALATED -> {
                    status = Barrier.Status.ESCALATED;
                    escalatedOn = escalatedOn == null ? step.on() : escalatedOn;
                }
                case ADVISED -> {
                    status = Barrier.Status.ADVISED;
                    advisedOn = advisedOn == null ? step.on() : advisedOn;
                    actionBy = step.actionBy() == null ? actionBy : step.actionBy();
                }
                case RESOLVED -> {
                    status = Barrier.Status.RESOLVED;
                    endedOn = step.on();
                    resolution = step.resolution();
                }
                case REOPENED -> {
                    status = Barrier.Status.OPEN;
                    endedOn = null;
                    resolution = null;
                    reopened++;
                }
                case CARRIED -> {
                    status = Barrier.Status.CARRIED;
                    endedOn = step.on();
                    carriedTo = step.carriedTo();
                }
            }
        }

        private @Nullable Integer age(LocalDate today) {
            return status.isOpen() ? days(raisedOn, today) : days(raisedOn, endedOn);
        }

        private @Nullable Integer daysToResolution() {
            return status == Barrier.Status.RESOLVED && resolution != BarrierResolution.LAPSED
                    ? days(raisedOn, endedOn)
                    : null;
        }

        private @Nullable String waitingFor(@Nullable String lead) {
            if (!status.isOpen()) {
                return null;
            }
            return status == Barrier.Status.ESCALATED ? Barrier.NATIONAL_OFFICE : actionBy == null ? lead : actionBy;
        }
    }

    /** All barriers, as old as they are on a day. */
    static List<Barrier> barriers(Connection connection, LocalDate today) throws SQLException {
        Map<String, List<Step>> steps = Row.list(
                        connection,
                        "select * from barrier_step order by initiative, code, version",
                        row -> new Step(
                                row.text("initiative") + "/" + row.text("code"),
                                row.one(BarrierProjection.Step.class, "step"),
                                row.dayOrNull("on_day"),
                                row.textOrNull("resolution") == null
                                        ? null
                                        : row.one(BarrierResolution.class, "resolution"),
                                row.textOrNull("action_by"),
                                row.textOrNull("carried_to"),
                                row.text("basis").equals("SYNTHETIC")))
                .stream()
                .collect(Collectors.groupingBy(Step::barrier));
        Map<String, List<String>> regions = Row.list(
                        connection,
                        "select code, regions from initiative",
                        row -> Map.entry(row.text("code"), row.texts("regions")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Row.list(connection, BARRIERS, row -> {
            Course course = new Course(row);
            steps.getOrDefault(row.text("initiative") + "/" + row.text("code"), List.of())
                    .forEach(course::take);
            return barrier(row, course, regions, today);
        });
    }

    private static Barrier barrier(Row row, Course course, Map<String, List<String>> regions, LocalDate today)
            throws SQLException {
        List<String> linked = row.texts("linked");
        Collection<String> inRegions = new TreeSet<>(row.texts("regions"));
        for (String other : linked) {
            inRegions.addAll(regions.getOrDefault(other.substring(0, other.indexOf('/')), List.of()));
        }
        String lead = row.textOrNull("led_by") == null ? row.textOrNull("lead_agency") : row.textOrNull("led_by");
        Provenance provenance = row.provenance();
        return new Barrier(
                row.text("initiative"),
                row.text("code"),
                row.text("title"),
                row.texts("regions"),
                row.one(BarrierCategory.class, "category"),
                row.one(BarrierSeverity.class, "severity"),
                course.status,
                course.raisedOn,
                course.age(today),
                course.escalatedOn,
                course.advisedOn,
                course.status == Barrier.Status.RESOLVED ? course.endedOn : null,
                course.resolution,
                course.reopened,
                days(course.escalatedOn, course.advisedOn),
                course.daysToResolution(),
                course.waitingFor(lead),
                course.carriedTo,
                row.textOrNull("carried_from"),
                linked,
                new ArrayList<>(inRegions),
                course.synthetic,
                provenance);
    }

    private static @Nullable Integer days(@Nullable LocalDate from, @Nullable LocalDate to) {
        return from == null || to == null ? null : (int) Math.max(0, ChronoUnit.DAYS.between(from, to));
    }
}
