package nz.flagships.cases.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.ReferenceSource;

/** Answers deciders from the tables that {@link ReferenceProjection} keeps. */
@ApplicationScoped
class References {
    private final DataSource database;

    References(DataSource database) {
        this.database = database;
    }

    @Produces
    @Singleton
    ReferenceSource<KnownRegion> regions() {
        return source(KnownRegion.class, this::region);
    }

    @Produces
    @Singleton
    ReferenceSource<KnownProgramme> programmes() {
        return source(
                KnownProgramme.class,
                code -> isKnown("programme", code) ? Optional.of(new KnownProgramme(code)) : Optional.empty());
    }

    @Produces
    @Singleton
    ReferenceSource<KnownTheme> themes() {
        return source(
                KnownTheme.class,
                code -> isKnown("theme", code) ? Optional.of(new KnownTheme(code)) : Optional.empty());
    }

    @Produces
    @Singleton
    ReferenceSource<KnownInitiative> initiatives() {
        return source(
                KnownInitiative.class,
                code -> isKnown("initiative", code) ? Optional.of(new KnownInitiative(code)) : Optional.empty());
    }

    @Produces
    @Singleton
    ReferenceSource<KnownAgency> agencies() {
        return source(
                KnownAgency.class,
                code -> is("select 1 from known_agency where code = ?", code)
                        ? Optional.of(new KnownAgency(code))
                        : Optional.empty());
    }

    private static <T> ReferenceSource<T> source(Class<T> type, Function<String, Optional<T>> find) {
        return new ReferenceSource<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public Optional<T> find(String code) {
                return find.apply(code);
            }
        };
    }

    private Optional<KnownRegion> region(String code) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select kind, valid_from, valid_to from known_region where code = ? and kind is not null")) {
            select.setString(1, code);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new KnownRegion(
                                code,
                                RegionKind.valueOf(row.getString(1)),
                                row.getObject(2, LocalDate.class),
                                row.getObject(3, LocalDate.class)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("References cannot be read: " + e.getSQLState(), e);
        }
    }

    private boolean isKnown(String kind, String code) {
        return is("select 1 from known_code where kind = ? and code = ?", kind, code);
    }

    private boolean is(String asked, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(asked)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("References cannot be read: " + e.getSQLState(), e);
        }
    }
}
