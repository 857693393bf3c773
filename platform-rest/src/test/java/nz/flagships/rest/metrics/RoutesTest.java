package nz.flagships.rest.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private final Routes routes = new Routes();

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/jane-doe, 400",
        "POST, /v1/cases/jane-doe, 405",
        "POST, /v1/cases/jane-doe/join, 415",
        "POST, /v1/{jane}/doe, 413",
        "GET, /v1/jane-doe, 503",
        "GET, /v1/jane-doe, 302",
        "OPTIONS, /v1/cases/jane-doe, 200",
        "JANE, /v1/cases, 200",
    })
    void a_path_that_a_caller_made_up_is_no_label(String method, String path, int status) {
        assertFalse(routes.isKept(method, path, status));
    }

    @Test
    void a_path_that_was_answered_is_one_of_ours() {
        assertFalse(routes.isKept("POST", "/v1/events", 401));
        assertTrue(routes.isKept("POST", "/v1/events", 201));
        assertTrue(routes.isKept("POST", "/v1/events", 422));
        assertTrue(routes.isKept("POST", "/v1/events", 503));
    }

    @Test
    void no_number_of_answers_makes_more_labels_than_there_are_places() {
        for (int i = 0; i < 5_000; i++) {
            routes.isKept("GET", "/made-up/" + i, 200);
        }

        assertFalse(routes.isKept("GET", "/made-up/6000", 200));
    }

    @Test
    void a_method_that_a_caller_made_up_is_no_label() {
        assertTrue(Routes.isMethod("POST"));
        assertFalse(Routes.isMethod("JANE"));
    }

    @Test
    void what_has_no_route_is_shown_as_such() {
        assertEquals("OTHER", Routes.shown("/OTHER"));
        assertEquals("/v1/events", Routes.shown("/v1/events"));
    }
}
