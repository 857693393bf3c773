package nz.flagships.initiative.fund;

import static java.util.Objects.requireNonNull;
import static nz.flagships.eventstore.testing.Growth.allocated;
import static nz.flagships.eventstore.testing.Growth.assertFourfold;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.LotCents;
import org.junit.jupiter.api.Test;

/** A Fund whose money has moved on thousands of days. */
class LargeFundTest {
    @Test
    void foldingALotTakesAsMuchAsItHasDaysOnWhichItMoved() {
        assertFourfold(n -> {
            LocalDate first = day("1990-01-01");
            Fund banked = Fund.EMPTY.with("L1", Fund.Lot.banked("POLICE", FinancialYear.of(first), first));
            return allocated(() -> {
                Fund fund = banked;
                for (int i = 0; i < n; i++) {
                    fund = fund.moved(FundMovement.BANKED, List.of(new LotCents("L1", 1)), first.plusDays(i));
                }
                Fund.Lot lot = requireNonNull(fund.lots().get("L1"));
                assertThat(lot.available(first)).isEqualTo(1);
                assertThat(lot.available(first.plusDays(n))).isEqualTo(n);
            });
        });
    }

    @Test
    void foldingFiguresTakesAsMuchAsThereAre() {
        assertFourfold(n -> {
            var figure = new Fund.Figure("BANKED", date("2014"), "source");
            return allocated(() -> {
                Fund fund = Fund.EMPTY;
                for (int i = 0; i < n; i++) {
                    fund = fund.with(figure);
                }
                assertThat(fund.figures()).hasSize(n);
            });
        });
    }
}
