package io.jims.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import io.jims.admission.AccessSettings;
import io.jims.admission.Quotas;
import io.jims.core.PageAction;
import io.jims.core.Pipeline;
import io.jims.widget.Limits;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// All that one test needs: servers, pages and visitors, closed with it. Belongs to the test's
/// thread.
final class Stage implements AutoCloseable {
    private final Browser browser;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final HostSite site = new HostSite();

    Stage(Browser browser) {
        this.browser = browser;
        closing.push(site::close);
    }

    /// A widget server with this app.
    ChatServer serve(Pipeline pipeline) {
        return serve(pipeline, Limits.DEFAULT);
    }

    ChatServer serve(Pipeline pipeline, Limits limits) {
        return serve(pipeline, limits, AccessSettings.OPEN);
    }

    ChatServer serve(Pipeline pipeline, Limits limits, AccessSettings access) {
        return serve(new ChatServer(pipeline, limits, access, Quotas.NONE));
    }

    ChatServer serve(Pipeline pipeline, Quotas quotas) {
        return serve(new ChatServer(pipeline, Limits.DEFAULT, AccessSettings.OPEN, quotas));
    }

    /// A server whose visitors' pages can be asked to do this.
    ChatServer serve(Pipeline pipeline, List<PageAction> actions) {
        return serve(
                new ChatServer(
                        pipeline, Limits.DEFAULT, AccessSettings.OPEN, Quotas.NONE, actions));
    }

    private ChatServer serve(ChatServer server) {
        closing.push(server::close);
        return server;
    }

    /// A line to that server that can be cut.
    Line lineTo(ChatServer server) {
        return closing(Line.to(server.port()));
    }

    /// A reverse proxy that has the server under a path of the host site's origin.
    Line gateway(ChatServer server, String prefix) {
        return closing(new Line(new PrefixRouter(prefix, server.port(), site.port())));
    }

    /// A proxy that knows nothing of WebSocket sub-protocols.
    Line plainProxy(ChatServer server) {
        return closing(new Line(new PlainRouter(server.port())));
    }

    /// The website that embeds the widget, on an origin of its own.
    HostSite site() {
        return site;
    }

    /// Someone with a browser, and a storage, of their own.
    Visitor visitor() {
        return visitor(new NewContextOptions());
    }

    Visitor visitor(NewContextOptions options) {
        Visitor visitor = new Visitor(browser.newContext(options), site);
        closing.push(visitor::close);
        visitors.add(visitor);
        return visitor;
    }

    /// A visitor who looks at a page with this script tag.
    WidgetPage open(ScriptTag tag) {
        return visitor().open(HostPage.with(tag));
    }

    void requireNoUncaughtErrors() {
        visitors.forEach(Visitor::requireNoUncaughtErrors);
    }

    /// Keeps what the visitors see, and how it came to it.
    void keep(Path folder, String name) {
        for (int i = 0; i < visitors.size(); i++) {
            visitors.get(i).keep(folder, visitors.size() == 1 ? name : name + "-" + (i + 1));
        }
    }

    /// What was made last is closed first; a failure of one leaves none of the others open.
    @Override
    public void close() {
        RuntimeException first = null;
        for (Runnable close : closing) {
            try {
                close.run();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Line closing(Line line) {
        closing.push(line::close);
        return line;
    }
}
