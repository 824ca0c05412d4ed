package io.jims.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Someone with a browser, and a storage, of their own; may have several tabs. What the pages ask
/// for and say in the console is noted. Belongs to the test's thread.
final class Visitor implements AutoCloseable {
    /// What takes longer than this, even on a busy machine, will not come.
    private static final double LIMIT_MILLIS = 15_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
    }

    private final BrowserContext context;
    private final HostSite site;
    private final List<String> requests = new ArrayList<>();
    private final List<String> sockets = new ArrayList<>();
    private final List<String> framesSent = new ArrayList<>();
    private final List<ConsoleMessage> console = new ArrayList<>();
    private final List<String> uncaught = new ArrayList<>();
    private int closedSockets;
    private boolean traced = true;

    Visitor(BrowserContext context, HostSite site) {
        this.context = context;
        this.site = site;
        context.setDefaultTimeout(LIMIT_MILLIS);
        context.onRequest(request -> requests.add(request.url()));
        context.onConsoleMessage(console::add);
        context.onWebError(error -> uncaught.add(error.error()));
        context.onPage(page -> page.onWebSocket(this::note));
        context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
    }

    /// Keeps no snapshots for when the test fails: taking them is work of the pages.
    Visitor withoutSnapshots() {
        context.tracing().stop();
        traced = false;
        return this;
    }

    BrowserContext context() {
        return context;
    }

    /// A new tab, on this page of the host site.
    WidgetPage open(HostPage page) {
        return open(site.put(page));
    }

    /// A new tab, on this address.
    WidgetPage open(String url) {
        Page page = context.newPage();
        page.navigate(url);
        return new WidgetPage(page);
    }

    /// The addresses that were asked for, in order.
    List<String> requests() {
        return List.copyOf(requests);
    }

    /// The addresses of the WebSockets that were opened, in order.
    List<String> sockets() {
        return List.copyOf(sockets);
    }

    /// How many WebSockets the pages have at present.
    int openSockets() {
        return sockets.size() - closedSockets;
    }

    /// The frames that the pages sent, in order.
    List<String> framesSent() {
        return List.copyOf(framesSent);
    }

    /// What was written to the console at this level (`warning`, `error`), in order.
    List<String> console(String level) {
        return console.stream()
                .filter(message -> message.type().equals(level))
                .map(ConsoleMessage::text)
                .toList();
    }

    void requireNoUncaughtErrors() {
        assertThat(uncaught).as("uncaught errors of the pages").isEmpty();
    }

    void keep(Path folder, String name) {
        List<Page> pages = context.pages();
        for (int i = 0; i < pages.size(); i++) {
            Path picture = folder.resolve(name + (pages.size() == 1 ? "" : "-tab" + i) + ".png");
            pages.get(i).screenshot(new ScreenshotOptions().setPath(picture));
        }
        if (traced) {
            context.tracing()
                    .stop(new Tracing.StopOptions().setPath(folder.resolve(name + ".zip")));
            traced = false;
        }
    }

    @Override
    public void close() {
        if (traced) {
            context.tracing().stop();
        }
        context.close();
    }

    private void note(WebSocket socket) {
        sockets.add(socket.url());
        socket.onClose(closed -> closedSockets++);
        socket.onFrameSent(frame -> framesSent.add(frame.text()));
    }
}
