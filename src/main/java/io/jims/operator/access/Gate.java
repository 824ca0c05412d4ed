package io.jims.operator.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.admission.address.TrustedProxies;
import io.jims.admission.rate.FailureLimit;
import io.jims.listener.RequestHeaders;
import io.jims.operator.http.AnswerHeaders;
import io.jims.operator.http.JsonAnswers;
import io.jims.store.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Authenticates every request, by token or by session. A missing token, a wrong one and an expired
/// session get the same response for the same work. Safe for all threads.
///
/// Failed attempts are rate-limited for each client network and for all networks together; sessions
/// are not affected.
public final class Gate implements Filter {
    static final RateLimit FAILURES_OF_ONE = new RateLimit(10, Duration.ofMinutes(1), 10);
    static final RateLimit FAILURES_OF_ALL = new RateLimit(100, Duration.ofMinutes(1), 100);

    private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD);

    private final AdminToken token;
    private final Sessions sessions;
    private final OwnOrigin origin;
    private final TrustedProxies proxies;
    private final FailureLimit failures;

    /// @param host that the listener is bound to
    public Gate(
            AdminToken token,
            String host,
            TrustedProxies proxies,
            Sessions sessions,
            InstantSource clock) {
        this.token = token;
        this.sessions = sessions;
        this.origin = new OwnOrigin(host);
        this.proxies = proxies;
        this.failures = new FailureLimit(FAILURES_OF_ONE, FAILURES_OF_ALL, clock);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        AnswerHeaders.ALL.forEach(response.headers()::set);
        ServerRequestHeaders headers = request.headers();
        boolean safe = SAFE.contains(request.prologue().method());
        if (!origin.isMeant(headers)) {
            JsonAnswers.sendError(
                    response,
                    Status.create(421),
                    "This listener is asked for as localhost, or as --admin-host names it.");
        } else if (!safe && OwnOrigin.isForeign(headers)) {
            JsonAnswers.sendError(
                    response, Status.FORBIDDEN_403, "This came from a page of another website.");
        } else if (isSignIn(request)) {
            chain.proceed();
        } else {
            letIn(chain, request, response, safe);
        }
    }

    /// Whether the client may try a token; otherwise sends 429.
    boolean mayTry(ServerRequest request, ServerResponse response) {
        Optional<Duration> wait = failures.waitOf(network(request));
        wait.ifPresent(left -> {
            response.header(
                    HeaderNames.RETRY_AFTER, String.valueOf(Math.max(1, left.toSeconds() + 1)));
            JsonAnswers.sendError(
                    response,
                    Status.TOO_MANY_REQUESTS_429,
                    "Too many wrong tokens; try again later.");
        });
        return wait.isEmpty();
    }

    /// Whether the token is right; counts a failure otherwise.
    boolean tryToken(ServerRequest request, String given) {
        boolean right = token.matches(given);
        if (!right) {
            failures.countFailure(network(request));
        }
        return right;
    }

    private void letIn(
            FilterChain chain, RoutingRequest request, RoutingResponse response, boolean safe) {
        ServerRequestHeaders headers = request.headers();
        Optional<String> given = RequestHeaders.bearerToken(headers);
        if (given.isPresent() && !mayTry(request, response)) {
            return;
        }
        boolean known = given.isPresent() ? tryToken(request, given.get()) : token.matches("");
        boolean open = sessions.isOpen(SessionCookie.read(headers).orElse(""));
        // A cookie is sent by the browser whoever asked: what changes something must be ours.
        if (known || (open && (safe || OwnOrigin.isOwnPage(headers)))) {
            chain.proceed();
        } else {
            refuse(request, response);
        }
    }

    /// Whether a stream may continue: its session may have ended meanwhile.
    public boolean isStillIn(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        return RequestHeaders.bearerToken(headers).filter(token::matches).isPresent()
                || sessions.isOpen(SessionCookie.read(headers).orElse(""));
    }

    /// The one response to clients that are not authenticated.
    static void refuse(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        if (request.path().path().startsWith("/api/")) {
            JsonAnswers.sendError(
                    response,
                    Status.UNAUTHORIZED_401,
                    "Sign in, or send the admin token (--admin-token) as a bearer token.");
        } else {
            SignInPage.send(response.status(Status.UNAUTHORIZED_401));
        }
    }

    private static boolean isSignIn(RoutingRequest request) {
        return request.prologue().method().equals(Method.POST)
                && request.path().path().equals(SignIn.PATH);
    }

    private String network(ServerRequest request) {
        return RequestHeaders.clientOf(request, proxies).network();
    }
}
