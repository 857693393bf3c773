package nz.flagships.initiative.series;

import java.util.TreeMap;
import java.util.function.Supplier;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.eventstore.decision.Protection;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.initiative.MeasureInRegion;
import nz.flagships.initiative.measure.Measure;
import org.pcollections.TreePMap;

/**
 * Figures that count people are shown here as reporting-service shows them: not at all, with status Q, unless the measure's
 * are shown as they were posted. All of them, and not the small ones alone: the large ones of a measure beside its total would
 * give the small ones away, as a value before a revision would. Whoever posted one sees it.
 */
final class SmallCounts implements Protection<Series> {
    @Override
    public Series state(String id, Series series, Viewer viewer, Others others) {
        if (isShownAsPosted(id, others)) {
            return series;
        }
        TreeMap<String, Series.Observation> shown = new TreeMap<>();
        series.observations()
                .forEach((days, each) ->
                        shown.put(days, each.recordedBy().equals(viewer.agency()) ? each : each.suppressed()));
        return new Series(TreePMap.from(shown), series.recorders());
    }

    @Override
    public PublishedEvent event(
            String id, Supplier<Series> now, PublishedEvent published, String postedBy, Viewer viewer, Others others) {
        if (!(published instanceof SeriesPublished said) || isShownAsPosted(id, others)) {
            return published;
        }
        boolean posted = postedBy.equals(viewer.agency());
        return switch (said) {
            case SeriesPublished.ObservationRecorded recorded ->
                posted
                        ? recorded
                        : new SeriesPublished.ObservationRecorded(
                                recorded.measure(),
                                recorded.region(),
                                recorded.period(),
                                recorded.firstDay(),
                                recorded.lastDay(),
                                null,
                                ObservationStatus.Q);
            case SeriesPublished.ObservationRevised revised -> {
                // A steward may revise what another agency posted, and learns nothing by that of what stood there,
                // nor by withdrawing it and recording the period anew. Whoever alone has ever recorded it may see.
                boolean before = posted && now.get().isOfNobodyBut(viewer.agency(), revised.period());
                yield new SeriesPublished.ObservationRevised(
                        revised.measure(),
                        revised.region(),
                        revised.period(),
                        revised.firstDay(),
                        revised.lastDay(),
                        posted ? revised.value() : null,
                        posted ? revised.status() : ObservationStatus.Q,
                        revised.reason(),
                        before ? revised.previousValue() : null,
                        before ? revised.previousStatus() : ObservationStatus.Q);
            }
            case SeriesPublished.ObservationWithdrawn withdrawn -> withdrawn;
        };
    }

    private static boolean isShownAsPosted(String id, Others others) {
        return MeasureInRegion.parse(id)
                .map(of -> Measure.isShownAsPosted(of.measure(), others))
                .orElse(false);
    }
}
