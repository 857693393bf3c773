package nz.flagships.reporting.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.EvidenceStatus;
import org.jspecify.annotations.Nullable;

/**
 * From trial to long-term funding. Pure. Dates may be known in part, so days are told as at least and at most; where
 * history reached a later stage first (a grant before the evaluation), the earlier stage has no days.
 */
final class Pipeline {
    private Pipeline() {}

    /**
     * When an initiative reached a stage.
     *
     * @param on as far as known; null where it is not known at all
     * @param cents at stake in it
     */
    record Step(
            Stage stage, @Nullable PartialDate on, @Nullable Long cents, boolean synthetic) {}

    /**
     * Money of the Justice Sector Fund.
     *
     * @param cents approved, less what was cancelled and given back
     * @param since when the first of it was approved
     */
    record Money(long cents, LocalDate since, boolean synthetic) {}

    /** What is known of an initiative, whatever came first; its money is null where the Fund has approved none. */
    record Known(
            String initiative,
            @Nullable String title,
            @Nullable String programme,
            List<String> regions,
            EvidenceStatus evidence,
            boolean withoutEvidence,
            boolean synthetic,
            @Nullable Money money,
            List<Step> steps) {}

    /** The stages an initiative has reached, each once and in their order; a stage reached twice counts from the first time. */
    static List<PipelineRow> rows(Known known, LocalDate today) {
        Map<Stage, Step> first = new EnumMap<>(Stage.class);
        for (Step step : known.steps()) {
            first.merge(step.stage(), step, Pipeline::earlier);
        }
        Money money = known.money();
        if (money != null) {
            // The Fund's money is for trying something out; when that began is not always known otherwise.
            first.putIfAbsent(
                    Stage.TRIAL, new Step(Stage.TRIAL, PartialDate.of(money.since()), null, money.synthetic()));
        }
        List<PipelineRow> rows = new ArrayList<>();
        for (Map.Entry<Stage, Step> entry : first.entrySet()) {
            PartialDate since = entry.getValue().on();
            List<Step> later = first.values().stream()
                    .filter(step -> step.stage().compareTo(entry.getKey()) > 0)
                    .toList();
            boolean current = later.isEmpty();
            PartialDate until = current
                    ? PartialDate.of(today)
                    : later.stream()
                            .map(Step::on)
                            .filter(Objects::nonNull)
                            .min(Comparator.comparing(PartialDate::earliest).thenComparing(PartialDate::latest))
                            .orElse(null);
            Money atStake = entry.getKey().compareTo(Stage.SOUGHT) < 0 ? money : null;
            boolean reckoned = since != null && until != null && !since.isSurelyAfter(until);
            rows.add(new PipelineRow(
                    known.initiative(),
                    known.title(),
                    known.programme(),
                    known.regions(),
                    entry.getKey(),
                    entry.getKey().ordinal() + 1,
                    since,
                    current ? null : until,
                    current,
                    reckoned && since != null && until != null ? days(since.latest(), until.earliest()) : null,
                    reckoned && since != null && until != null ? days(since.earliest(), until.latest()) : null,
                    atStake == null ? entry.getValue().cents() : Long.valueOf(atStake.cents()),
                    known.evidence(),
                    known.withoutEvidence(),
                    known.synthetic()
                            || entry.getValue().synthetic()
                            || atStake != null && atStake.synthetic()
                            || later.stream().anyMatch(Step::synthetic)));
        }
        return rows;
    }

    private static int days(LocalDate from, LocalDate to) {
        return (int) Math.max(0, ChronoUnit.DAYS.between(from, to));
    }

    private static Step earlier(Step a, Step b) {
        PartialDate first = a.on();
        PartialDate second = b.on();
        boolean keep = second == null || first != null && !first.earliest().isAfter(second.earliest());
        Long cents =
                a.cents() == null ? b.cents() : b.cents() == null ? a.cents() : Long.valueOf(a.cents() + b.cents());
        return new Step(a.stage(), keep ? first : second, cents, a.synthetic() || b.synthetic());
    }

    /** The five stages, those that nobody has reached too. */
    static List<PipelineSummary> summary(Collection<PipelineRow> rows) {
        return Arrays.stream(Stage.values())
                .map(stage -> {
                    List<PipelineRow> ever =
                            rows.stream().filter(row -> row.stage() == stage).toList();
                    List<PipelineRow> now =
                            ever.stream().filter(PipelineRow::current).toList();
                    return new PipelineSummary(
                            stage,
                            stage.ordinal() + 1,
                            now.size(),
                            ever.size(),
                            median(ever.stream()
                                    .map(PipelineRow::daysInStage)
                                    .filter(Objects::nonNull)
                                    .sorted()
                                    .toList()),
                            now.stream()
                                    .map(row -> row.cents() == null ? BigInteger.ZERO : BigInteger.valueOf(row.cents()))
                                    .reduce(BigInteger.ZERO, BigInteger::add),
                            ever.stream().anyMatch(PipelineRow::synthetic));
                })
                .toList();
    }

    private static @Nullable BigDecimal median(List<Integer> sorted) {
        int size = sorted.size();
        if (size == 0) {
            return null;
        }
        int upper = sorted.get(size / 2);
        return size % 2 == 1
                ? BigDecimal.valueOf(upper)
                : BigDecimal.valueOf(((long) sorted.get(size / 2 - 1) + upper) * 5L, 1)
                        .stripTrailingZeros();
    }
}
