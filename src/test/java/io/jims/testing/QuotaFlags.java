package io.jims.testing;

import java.util.List;

/// Flags that let a server of the command line take whatever a test or a measurement sends.
public final class QuotaFlags {
    public static final List<String> OFF =
            List.of(
                    "--messages-per-contact=off",
                    "--messages-per-thread=off",
                    "--messages-per-address=off",
                    "--threads-per-address=off",
                    "--sockets-per-address=off",
                    "--max-waiting-runs=1000000",
                    "--max-refusals=off",
                    "--daily-messages=off",
                    "--daily-tokens=off",
                    "--daily-messages-per-contact=off",
                    "--daily-tokens-per-contact=off");

    private QuotaFlags() {}
}
