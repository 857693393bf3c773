package nz.flagships.initiative.initiative;

import static nz.flagships.events.initiative.OutputKind.INTERLOCKS_FITTED;
import static nz.flagships.events.initiative.OutputKind.LICENCES_GAINED;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_ELSEWHERE;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_NOT_OVER;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_NOT_RECORDED;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_OUTSIDE_ITS_LIFE;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_OVERLAPS;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_RECORDED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_UNCHANGED;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.OutputPublished;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.OutputCommand.RecordOutput;
import nz.flagships.initiative.initiative.OutputCommand.ReviseOutput;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRecorded;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRevised;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final InitiativeOutputRecorded RECORDED =
            new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", new Period("2014-Q3"), 12);

    private static Given<Initiative, InitiativeCommand, InitiativeEvent> running(InitiativeEvent... events) {
        return initiative(
                "PK",
                Stream.concat(Stream.of(PROPOSED, new InitiativeStarted(date("2014-03"))), Arrays.stream(events))
                        .toArray(InitiativeEvent[]::new));
    }

    private static RecordOutput fitted(@Nullable String region, String period) {
        return new RecordOutput(INTERLOCKS_FITTED, region, new Period(period), 12);
    }

    @Test
    void anOutputIsCountedInARegionAndAPeriod() {
        var recorded = running().when(fitted("PAPAKURA", "2014-Q3"));

        recorded.then(RECORDED);
        assertThat(recorded.published())
                .containsExactly(new OutputPublished.InitiativeOutputRecorded(
                        "PK", INTERLOCKS_FITTED, "PAPAKURA", new Period("2014-Q3"), 12, "interlocks"));
        running().when(fitted(null, "2014-Q3")).then(RECORDED);
        running().when(fitted("HAMILTON", "2014-Q3")).thenRefused(OUTPUT_ELSEWHERE);
        initiative("PK").when(fitted(null, "2014-Q3")).thenRefused(NOT_PROPOSED);
        running().by("CYF", Role.AGENCY_SYSTEM).when(fitted(null, "2014-Q3")).thenRefused(NOT_YOURS);
    }

    @RepeatedTest(20)
    void periodsOverlapWhereTheirDaysDo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<InitiativeEvent> recorded = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int month = random.nextInt(1, 13);
            Period period = new Period(
                    switch (random.nextInt(3)) {
                        case 0 -> "2015-%02d".formatted(month);
                        case 1 -> "2015-Q" + (month + 2) / 3;
                        default -> "2015-%02d-%02d".formatted(month, random.nextInt(1, 28));
                    });
            boolean overlaps = recorded.stream()
                    .map(each -> ((InitiativeOutputRecorded) each).period())
                    .anyMatch(each ->
                            !each.first().isAfter(period.last()) && !each.last().isBefore(period.first()));

            var then = running(recorded.toArray(InitiativeEvent[]::new))
                    .when(new RecordOutput(INTERLOCKS_FITTED, "PAPAKURA", period, 12));

            assertThat(then.decision() instanceof Decision.Happened)
                    .as("seed %d: %s beside %s", seed, period, recorded)
                    .isEqualTo(!overlaps);
            if (!overlaps) {
                recorded.add(new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", period, 12));
            }
        }
    }

    @Test
    void whereThereAreSeveralRegionsOneIsNamed() {
        var two = new InitiativeProposed(
                "Alcohol", "FLAGSHIPS", List.of("PAPAKURA", "HAMILTON"), List.of("ALCOHOL"), "POLICE", List.of());

        initiative("PK", two, new InitiativeStarted(date("2014-03")))
                .when(fitted(null, "2014-Q3"))
                .thenRefused(OUTPUT_ELSEWHERE);
    }

    @Test
    void nothingIsCountedTwice() {
        running(RECORDED).when(fitted(null, "2014-Q3")).thenRefused(OUTPUT_RECORDED_ALREADY);
        running(RECORDED).when(fitted(null, "2014-08")).thenRefused(OUTPUT_OVERLAPS);
        running(RECORDED).when(fitted(null, "FY2015")).thenRefused(OUTPUT_OVERLAPS);
        running(new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", new Period("FY2015"), 40))
                .when(fitted(null, "YE2015-06"))
                .thenRefused(OUTPUT_RECORDED_ALREADY);
        running(RECORDED)
                .when(fitted(null, "2014-10"))
                .then(new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", new Period("2014-10"), 12));
        running(RECORDED)
                .when(new RecordOutput(LICENCES_GAINED, null, new Period("2014-Q3"), 0))
                .then(new InitiativeOutputRecorded(LICENCES_GAINED, "PAPAKURA", new Period("2014-Q3"), 0));
    }

    @Test
    void itRanInThePeriodAndThePeriodIsOver() {
        running().when(fitted(null, "2018-05")).thenRefused(OUTPUT_NOT_OVER);
        // The last day itself, up to midnight in Pacific/Auckland
        running().at("2018-04-30T11:59:00Z").when(fitted(null, "2018-04")).thenRefused(OUTPUT_NOT_OVER);
        running()
                .at("2018-04-30T12:00:00Z")
                .when(fitted(null, "2018-04"))
                .then(new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", new Period("2018-04"), 12));
        running().when(fitted(null, "2014-02")).thenRefused(OUTPUT_OUTSIDE_ITS_LIFE);
        running(new InitiativeClosed(date("2016-06"), null))
                .when(fitted(null, "2016-07"))
                .thenRefused(OUTPUT_OUTSIDE_ITS_LIFE);
        running(new InitiativeClosed(date("2016-06"), null))
                .when(fitted(null, "2016-06"))
                .then(new InitiativeOutputRecorded(INTERLOCKS_FITTED, "PAPAKURA", new Period("2016-06"), 12));
        initiative("PK", PROPOSED).when(fitted(null, "2014-Q3")).thenRefused(NOT_NOW);
        initiative("PK", PROPOSED)
                .provenance(new Provenance(Basis.PUBLISHED, "seed", null, List.of()))
                .when(fitted(null, "2014-Q3"))
                .then(RECORDED);
    }

    @Test
    void aWrongNumberIsRevisedAndNotLost() {
        var revised = running(RECORDED)
                .when(new ReviseOutput(INTERLOCKS_FITTED, null, new Period("2014-Q3"), 11, "counted twice"));

        revised.then(new InitiativeOutputRevised(
                INTERLOCKS_FITTED, "PAPAKURA", new Period("2014-Q3"), 11, 12, "counted twice"));
        assertThat(revised.published())
                .containsExactly(new OutputPublished.InitiativeOutputRevised(
                        "PK",
                        INTERLOCKS_FITTED,
                        "PAPAKURA",
                        new Period("2014-Q3"),
                        11,
                        12,
                        "interlocks",
                        "counted twice"));
        running(RECORDED)
                .when(new ReviseOutput(INTERLOCKS_FITTED, null, new Period("2014-Q3"), 12, "same"))
                .thenRefused(OUTPUT_UNCHANGED);
        running(RECORDED)
                .when(new ReviseOutput(INTERLOCKS_FITTED, null, new Period("2014-07"), 11, "other"))
                .thenRefused(OUTPUT_NOT_RECORDED);
    }
}
