package io.jims.app.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A jims-api service did not answer. The message is for the visitor: it contains no URL, no token
/// and no text of the service, unless the app itself wrote it.
final class ServiceException extends Exception {
    private static final long serialVersionUID = 1;

    private static final String UNREACHABLE =
            "the assistant cannot be reached at present; please try again later";
    private static final String NO_SENSE = "the assistant's answer could not be understood";

    private static final String APP_FAILED = "its app failed, see its log";

    private final String advice;

    /// @param advice for the operator: what is wrong, and what to change
    ServiceException(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    ServiceException(String message, String advice) {
        this(message, advice, null);
    }

    /// What the operator should know and do.
    String advice() {
        return advice;
    }

    /// No request got through.
    static ServiceException unreachable(IOException e) {
        String reason =
                switch (e) {
                    case HttpConnectTimeoutException timeout ->
                            "no connection in time (--app-connect-timeout); check --app";
                    case HttpTimeoutException timeout -> "no response in time; check --app";
                    case ConnectException refused when hasUnknownHost(refused) ->
                            "its host name is not known; check --app";
                    case ConnectException refused ->
                            "the connection was refused; check --app, and that it runs";
                    case SSLException tls ->
                            "TLS failed ("
                                    + tls.getMessage()
                                    + "); check its certificate, and http or https in --app";
                    default ->
                            "no HTTP response ("
                                    + e.getMessage()
                                    + "); check --app, http or https in it, and the proxies"
                                    + " between";
                };
        return new ServiceException(UNREACHABLE, reason, e);
    }

    /// The response ended too early.
    static ServiceException brokenOff(@Nullable IOException e) {
        return new ServiceException(
                "the assistant's answer broke off; please try again",
                "its response ended before the answer was complete; see its log, and the timeouts"
                        + " of the proxies between",
                e);
    }

    static ServiceException tooLong(int maxBytes) {
        return new ServiceException(
                "the assistant's answer is too long",
                "its response is longer than "
                        + maxBytes
                        + " bytes; --max-app-response-bytes allows more");
    }

    /// What came is not what jims-api sends.
    static ServiceException garbage(String what, @Nullable Throwable cause) {
        return new ServiceException(NO_SENSE, what + ", as jims-api does not; check --app", cause);
    }

    /// The app behind the service failed. Its reason is handled like that of a local app: the basic
    /// protocol sends it, the visitor's panel does not show it.
    static ServiceException appFailed(String reason) {
        return new ServiceException(reason, APP_FAILED + ": " + reason);
    }

    /// Whether the message is the app's own, which it did not write for visitors.
    boolean isTheApps() {
        return advice.startsWith(APP_FAILED);
    }

    private static boolean hasUnknownHost(ConnectException e) {
        return e.getCause() instanceof UnresolvedAddressException
                || (e.getCause() != null
                        && e.getCause().getCause() instanceof UnresolvedAddressException);
    }
}
