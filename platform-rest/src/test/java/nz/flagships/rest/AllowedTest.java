package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedTest {
    @Path("/v1/things")
    public static final class Things {
        @GET
        public void all() {}

        @POST
        public void begin() {}

        @GET
        @Path("{id: \\d{1,4}}")
        public void one() {}

        @POST
        @Path("/{id}/{command}")
        public void command() {}
    }

    @Test
    void anAddressHasTheMethodsOfItsRoutes() {
        assertThat(Allowed.of(List.of(Things.class), "/v1/things")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(Allowed.of(List.of(Things.class), "v1/things/7")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(Allowed.of(List.of(Things.class), "/v1/things/7/break")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void answersVaryByEncodingAndOriginAndByWhatTheySaidThemselves() {
        assertThat(Edge.varies(List.of())).isEqualTo("Accept-Encoding, Origin");
        assertThat(Edge.varies(List.of("Accept", "origin"))).isEqualTo("Accept, Accept-Encoding, origin");
    }
}
