package io.jims.listener;

import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The listener context that Helidon's connections need.
record HelidonContext(
        WebServerConfig config,
        Context context,
        MediaContext mediaContext,
        ContentEncodingContext contentEncodingContext,
        DirectHandlers directHandlers,
        ExecutorService executor)
        implements ListenerContext {
    HelidonContext(WebServerConfig config) {
        this(
                config,
                Context.create(),
                MediaContext.create(),
                ContentEncodingContext.create(),
                config.directHandlers().orElseGet(DirectHandlers::create),
                Executors.newVirtualThreadPerTaskExecutor());
    }
}
