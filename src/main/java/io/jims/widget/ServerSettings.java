package io.jims.widget;

import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.conversation.handoff.HandoffRule;
import io.jims.core.PageAction;
import io.jims.listener.TlsFiles;
import io.jims.upload.UploadSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the server listens and what it allows.
///
/// @param host address to bind
/// @param port TCP port; 0 takes a free one
/// @param access whom it lets in
/// @param tls its certificate; null to speak plain HTTP
/// @param proxyProtocol whether a balancer in front begins each connection with a PROXY header
/// @param historyEvents how many of a thread's newest events a run sees at least
/// @param historyCache bytes of memory for the histories of all open threads, about
/// @param limits bounds of a connection and of the server
/// @param quotas how much visitors may ask for
/// @param feedback whether visitors may rate answers
/// @param pageActions what visitors' pages may be asked to do
/// @param handoff who may hand a thread to a person
/// @param uploads where files of visitors are kept; null where none are taken
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

    /// The same without a balancer that speaks TCP, with the default cache.
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

    /// The same with these actions of pages.
    public ServerSettings with(List<PageAction> actions) {
        return with(actions, handoff, uploads);
    }

    /// The same with this rule of handoffs.
    public ServerSettings with(HandoffRule rule) {
        return with(pageActions, rule, uploads);
    }

    /// The same that takes files of visitors.
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

    /// The same over plain HTTP.
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
