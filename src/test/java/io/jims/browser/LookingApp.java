package io.jims.browser;

import io.jims.core.Pipeline;
import java.util.concurrent.Semaphore;

/// An app that looks something up until a test releases it.
public final class LookingApp {
    static final Semaphore RELEASED = new Semaphore(0);

    public static final Pipeline APP =
            context -> {
                if (context.lastUserMessage().orElseThrow().equals("wait")) {
                    context.reportStatus("looking <b>it</b> up");
                    RELEASED.acquire();
                }
                context.sendMessage("done");
            };

    private LookingApp() {}
}
