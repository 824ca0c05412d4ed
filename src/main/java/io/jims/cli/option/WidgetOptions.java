package io.jims.cli.option;

import io.jims.cli.value.OnOff;
import picocli.CommandLine.Option;

/// What visitors may do beside asking.
public final class WidgetOptions {
    @Option(
            names = "--feedback",
            paramLabel = "<on or off>",
            defaultValue = "on",
            description = "Whether visitors may rate answers.")
    OnOff feedback;

    public boolean feedback() {
        return feedback == OnOff.ON;
    }
}
