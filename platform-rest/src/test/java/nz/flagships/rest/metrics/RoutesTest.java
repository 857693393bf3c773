package nz.flagships.rest.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/regions/{code}, 200, /v1/regions/{code}",
        "GET, /v1/fund/ledger, 200, /v1/fund/ledger",
        "POST, /v1/cases/{id}/{command}, 409, /v1/cases/{id}/{command}",
        "POST, /v1/events, 422, /v1/events",
        "GET, NOT_FOUND, 404, NOT_FOUND",
        "POST, /v1/cases/jane-doe, 405, /v1/cases/*",
        "POST, /v1/cases/jane-doe/join, 415, /v1/cases/*",
        "POST, /v1/jane-doe, 413, OTHER",
        "OPTIONS, /v1/cases/jane-doe, 200, OTHER",
        "JANE, /v1/cases, 405, OTHER",
    })
    void a_path_that_a_caller_made_up_is_no_label(String method, String uri, String status, String route) {
        assertEquals(route, Routes.route(method, uri, status));
    }

    @ParameterizedTest
    @CsvSource({"POST, POST", "JANE, OTHER"})
    void a_method_that_a_caller_made_up_is_no_label(String method, String label) {
        assertEquals(label, Routes.method(method));
    }
}
