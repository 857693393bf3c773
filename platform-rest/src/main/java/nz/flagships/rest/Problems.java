package nz.flagships.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.rest.metrics.Refusals;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place where an error becomes an answer: every one leaves as {@code application/problem+json} with a stable
 * code and how to mend it, and none with a message of an exception, since those may carry values.
 */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    static final Problem NOT_VERIFIED = RequestRule.NO_TOKEN.problem("The token cannot be verified, or has expired.");

    /** The answer for a problem, with the headers that its status calls for. */
    public static Response response(Problem problem) {
        Refusals.count(problem);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(bytes(problem));
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
        } else if (problem.status() == 503 || problem.status() == 429) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }

    /** The problem as it stands in a body. */
    public static byte[] bytes(Problem problem) {
        try {
            return Json.MAPPER.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem is plain text and numbers", e);
        }
    }

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return response(e.problem());
    }

    @ServerExceptionMapper(UnauthorizedException.class)
    public Response withoutToken(UnauthorizedException e) {
        return response(RequestRule.NO_TOKEN.problem());
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, AuthenticationCompletionException.class})
    public Response unauthenticated(Exception e) {
        return response(NOT_VERIFIED);
    }

    /** The token may be good: nobody here can tell before the issuer has answered. */
    @ServerExceptionMapper
    public Response issuerAway(OIDCException e) {
        return response(issuerAway());
    }

    static Problem issuerAway() {
        LOG.warn("A token cannot be checked: the issuer has not been reached yet, see FLAGSHIPS_OIDC_ISSUER");
        return RequestRule.UNAVAILABLE.problem("Tokens cannot be checked at the moment.");
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden(ForbiddenException e) {
        return response(RequestRule.NOT_ALLOWED.problem());
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return response(RequestRule.MALFORMED_JSON.problem(
                    "A member is missing, unknown, or of another type.", pointer(mapping)));
        }
        return response(RequestRule.MALFORMED_JSON.problem(place(e)));
    }

    // The framework has a mapper of its own for these, which only a more specific one of ours goes before.
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e, UriInfo uri) {
        // Quarkus wraps what its readers throw.
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return json(json);
            }
            if (cause instanceof ProblemException problem) {
                return problem(problem);
            }
        }
        Response given = e.getResponse();
        if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException) {
            // A parameter of another type is no address of nobody: JAX-RS says 404 of both.
            return response(
                    RequestRule.MALFORMED_REQUEST.problem("A parameter is of another type: a whole number is needed."));
        }
        if (given.getStatus() < 400) {
            return given;
        }
        if (given.getStatus() >= 500 && given.getStatus() != 503) {
            return broken(e);
        }
        Response answer = response(withStatus(RequestRule.of(given.getStatus()).problem(), given.getStatus()));
        String allow = given.getHeaderString(HttpHeaders.ALLOW);
        if (allow == null && given.getStatus() == 405) {
            allow = Allowed.at(uri.getPath());
        }
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    public Response fault(Throwable e, HttpServerResponse connection) {
        if (e instanceof IOException && connection.closed()) {
            LOG.debugf("Whoever asked has left: %s", Faults.named(e));
            return response(RequestRule.UNAVAILABLE.problem());
        }
        return broken(e);
    }

    private static Response broken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return response(problem.problem());
            }
        }
        if (e instanceof Exception && Faults.passes(e)) {
            LOG.warnf("A request met a fault that passes: %s", Faults.named(e));
            return response(RequestRule.UNAVAILABLE.problem());
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(Redacted.of(e), "Incident %s", incident);
        return response(RequestRule.BROKEN.problem("Incident " + incident));
    }

    /** Where a document stops being JSON that is taken: line and column, never what stands there. */
    public static @Nullable String place(JsonProcessingException e) {
        return place(e, 1, 1);
    }

    /**
     * Like {@link #place(JsonProcessingException)}, for a document that stands among others.
     *
     * @param line where it begins, from 1
     * @param column where it begins, from 1
     */
    public static @Nullable String place(JsonProcessingException e, int line, int column) {
        // The only thing that is refused although RFC 8259 §4 lets it pass: readers do not agree on which one counts.
        String said = String.valueOf(e.getOriginalMessage());
        String why = said.startsWith("Duplicate") ? "A member stands twice. " : "";
        JsonLocation at = e.getLocation();
        return at == null
                ? null
                : why + "Line " + (line + at.getLineNr() - 1) + ", column "
                        + (at.getLineNr() == 1 ? column + at.getColumnNr() - 1 : at.getColumnNr()) + ".";
    }

    /** The JSON Pointer of where a mapping failed. */
    public static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> "/"
                        + (part.getFieldName() == null
                                ? part.getIndex()
                                : part.getFieldName().replace("~", "~0").replace("/", "~1")))
                .collect(Collectors.joining());
    }

    private static Problem withStatus(Problem p, int status) {
        return p.status() == status
                ? p
                : new Problem(p.type(), p.title(), status, p.detail(), p.code(), p.pointer(), p.mend(), p.retryAfter());
    }
}
