package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import nz.flagships.events.Role;

/** Has write services verify their histories, and says how it went. */
final class Histories {
    /** Nothing more is verified for so long: then it will not end by itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Reached services;
    private final Terminal terminal;
    private final RestClient client;

    Histories(Reached services, Terminal terminal, RestClient client) {
        this.services = services;
        this.terminal = terminal;
        this.client = client;
    }

    /**
     * Verifies one from its first event to its last.
     *
     * @return whether it is what was appended
     * @throws LocalException when it does not come to its end
     */
    boolean verify(Service service) {
        String url = services.url(service) + "/v1/operations/";
        String token = services.tokens().token("FLAGSHIPS", List.of(Role.OPERATOR));
        long start = System.nanoTime();
        JsonNode status = good(service, client.post(url + "verify-chain", token, "application/json", "{}", null));
        long pass = status.path("current").path("pass").asLong();
        long verified = -1;
        long moved = System.nanoTime();
        while (isRunning(status, pass)) {
            long now = status.path("current").path("verified").asLong();
            if (now != verified) {
                verified = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new LocalException(service.module() + " verifies nothing more: its log says why.");
            }
            terminal.progress(
                    service.module(), verified, status.path("committed").asLong(), "");
            pause();
            status = good(service, client.get(url + "chain", token));
        }
        terminal.clear();
        return said(service, status, start);
    }

    private static boolean isRunning(JsonNode status, long pass) {
        return status.path("current").path("pass").asLong() == pass
                && status.path("current").path("completed").isNull();
    }

    private boolean said(Service service, JsonNode status, long start) {
        long broken = status.path("completed").path("breaks").asLong();
        String time = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
        String result = String.format(
                Locale.ROOT,
                "%,d events, %s",
                status.path("completed").path("verified").asLong(),
                broken == 0 ? "whole" : String.format(Locale.ROOT, "broken in %,d places", broken));
        terminal.timed(service.module(), result, time);
        if (broken == 0) {
            return true;
        }
        for (JsonNode one : status.path("breaks")) {
            terminal.line("    " + place(one));
        }
        return false;
    }

    private static String place(JsonNode one) {
        long position = one.path("position").asLong();
        long through = one.path("through").asLong();
        return "shard " + one.path("shard").asInt() + ", position " + position
                + (through == position ? "" : " to " + through) + ": "
                + one.path("kind").asText()
                + (one.path("event").isTextual()
                        ? ", event " + one.path("event").asText()
                        : "")
                + (one.path("expected").isTextual()
                        ? ", expected " + one.path("expected").asText()
                        : "")
                + (one.path("found").isTextual()
                        ? ", found " + one.path("found").asText()
                        : "");
    }

    private static JsonNode good(Service service, RestClient.Answer answer) {
        if (!answer.good()) {
            throw new LocalException(service.module() + " does not verify: " + answer.complaint());
        }
        return answer.json();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("interrupted");
        }
    }
}
