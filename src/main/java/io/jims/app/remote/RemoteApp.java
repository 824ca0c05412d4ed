package io.jims.app.remote;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.jims.core.JimsApp;

/// A jims-api service as an app.
public final class RemoteApp {
    private static final System.Logger LOG = System.getLogger(RemoteApp.class.getName());
    private static final String NAME = "jims-api";

    private final ServiceUrl url;
    private final ServiceClient client;
    private final RemoteSettings settings;

    private RemoteApp(ServiceUrl url, RemoteSettings settings) {
        this.url = url;
        this.client = new ServiceClient(url, settings);
        this.settings = settings;
    }

    /// Uses the service at this URL. It need not respond yet: it is checked in the background and
    /// the result logged; visitors get an error until it responds.
    ///
    /// @throws IllegalArgumentException if the URL is not allowed; without the URL, which may hold
    ///   a password
    public static RemoteApp open(String url, RemoteSettings settings) {
        RemoteApp app = new RemoteApp(ServiceUrl.parse(url), settings);
        app.warnOfEavesdroppers();
        Thread.ofVirtual().name("jims-api check").start(app::check);
        return app;
    }

    public JimsApp app() {
        return new JimsApp(NAME, new RemotePipeline(url, client));
    }

    /// For the operator; holds no secret.
    public String description() {
        return "jims-api service at " + url;
    }

    private void warnOfEavesdroppers() {
        if (settings.token() != null && url.isOpenToEavesdroppers()) {
            LOG.log(
                    WARNING,
                    "{0}: --app-token is sent without encryption; use https where others may"
                            + " listen",
                    url);
        }
    }

    private void check() {
        try {
            client.check();
            LOG.log(INFO, "{0} answers", url);
        } catch (ServiceException e) {
            LOG.log(WARNING, "{0} would not answer a visitor: {1}", url, e.advice());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
