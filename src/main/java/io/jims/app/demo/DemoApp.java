package io.jims.app.demo;

import io.jims.core.JimsApp;
import io.jims.core.JimsAppProvider;
import java.time.Duration;

/// Registers the demo.
public final class DemoApp implements JimsAppProvider {
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public JimsApp create() {
        return create(SLOW_ANSWER);
    }

    /// @param slowAnswer how long the slow answer takes
    JimsApp create(Duration slowAnswer) {
        DemoPipeline pipeline = new DemoPipeline(slowAnswer);
        return new JimsApp(name(), pipeline, pipeline::greet);
    }
}
