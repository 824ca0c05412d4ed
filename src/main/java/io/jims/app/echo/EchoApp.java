package io.jims.app.echo;

import io.jims.core.JimsApp;
import io.jims.core.JimsAppProvider;
import io.jims.core.ThreadContext;

/// Answers `Echo: <last user message>`.
public final class EchoApp implements JimsAppProvider {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public JimsApp create() {
        return new JimsApp(name(), EchoApp::answer);
    }

    private static void answer(ThreadContext context) {
        context.sendMessage("Echo: " + context.lastUserMessage().orElse(""));
    }
}
