package io.jims.widget;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.core.PageAction;
import io.jims.listener.TlsFiles;
import io.jims.upload.UploadSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of the widget's server.
///
/// @param host address to bind
/// @param port TCP port; 0 takes a free one
/// @param access who may connect
/// @param tls its certificate; null to speak plain HTTP
/// @param proxyProtocol whether a load balancer begins each connection with a PROXY header
/// @param historyEvents least number of a thread's newest events that a run sees
/// @param historyCache approximate bytes of memory for the histories of all open threads
/// @param limits bounds of a connection and of the server
/// @param quotas limits on what visitors may ask
/// @param feedback whether visitors may rate answers
/// @param pageActions that visitors' pages may perform
/// @param handoff who may start a handoff to a person
/// @param uploads where visitors' files are kept; null if uploads are off
public record ServerSettings(
        String host,
        int port,
        AccessSettings access,
        @Nullable TlsFiles tls,
        boolean proxyProtocol,
        int historyEvents,
        long historyCache,
        Limits limits,
        Quotas quotas,
        boolean feedback,
        List<PageAction> pageActions,
        HandoffRule handoff,
        @Nullable UploadSettings uploads) {
    /// The default of `--history-cache`.
    public static final long HISTORY_CACHE = 64 << 20;

    public ServerSettings {
        pageActions = List.copyOf(pageActions);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (historyEvents < 1) {
            throw new IllegalArgumentException("historyEvents must be positive: " + historyEvents);
        }
        if (historyCache < 0) {
            throw new IllegalArgumentException("historyCache must be 0 or more: " + historyCache);
        }
    }

    /// Settings without the PROXY protocol, with the default cache.
    public ServerSettings(
            String host,
            int port,
            AccessSettings access,
            @Nullable TlsFiles tls,
            int historyEvents,
            Limits limits,
            Quotas quotas) {
        this(
                host,
                port,
                access,
                tls,
                false,
                historyEvents,
                HISTORY_CACHE,
                limits,
                quotas,
                true,
                List.of(),
                HandoffRule.NEVER,
                null);
    }

    /// A copy with these page actions.
    public ServerSettings with(List<PageAction> actions) {
        return with(actions, handoff, uploads);
    }

    /// A copy with this rule for handoffs.
    public ServerSettings with(HandoffRule rule) {
        return with(pageActions, rule, uploads);
    }

    /// A copy with uploads.
    public ServerSettings with(UploadSettings files) {
        return with(pageActions, handoff, files);
    }

    private ServerSettings with(
            List<PageAction> actions, HandoffRule rule, @Nullable UploadSettings files) {
        return new ServerSettings(
                host,
                port,
                access,
                tls,
                proxyProtocol,
                historyEvents,
                historyCache,
                limits,
                quotas,
                feedback,
                actions,
                rule,
                files);
    }

    /// A copy without TLS.
    public ServerSettings(
            String host,
            int port,
            AccessSettings access,
            int historyEvents,
            Limits limits,
            Quotas quotas) {
        this(host, port, access, null, historyEvents, limits, quotas);
    }
}
