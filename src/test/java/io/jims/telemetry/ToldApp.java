package io.jims.telemetry;

import io.jims.core.Pipeline;
import io.jims.core.ThreadContext;
import java.util.concurrent.Semaphore;

/// An app that answers, fails, or waits, as it is told.
public final class ToldApp {
    public static final Pipeline PIPELINE = ToldApp::run;

    /// As `--app` names it.
    static final String NAME = ToldApp.class.getName() + ":PIPELINE";

    /// What those that wait wait for.
    static final Semaphore HELD = new Semaphore(0);

    private ToldApp() {}

    private static void run(ThreadContext context) throws InterruptedException {
        switch (context.lastUserMessage().orElseThrow()) {
            case "fail" -> throw new IllegalStateException("as asked");
            case "wait" -> HELD.acquire();
            default -> context.sendMessage("Yes");
        }
    }
}
