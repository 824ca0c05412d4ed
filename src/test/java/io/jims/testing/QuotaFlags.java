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

    /// Limits that are kept, and that no measurement reaches: what they cost is measured.
    public static final List<String> HIGH =
            List.of(
                    "--messages-per-contact=1000000/24h",
                    "--contact-burst=1000000",
                    "--messages-per-thread=1000000/24h",
                    "--thread-burst=1000000",
                    "--messages-per-address=1000000/24h",
                    "--address-burst=1000000",
                    "--threads-per-address=1000000/24h",
                    "--threads-burst=1000000",
                    "--sockets-per-address=1000000",
                    "--max-waiting-runs=1000000",
                    "--daily-messages=1000000000000",
                    "--daily-tokens=1000000000000",
                    "--daily-messages-per-contact=1000000000000",
                    "--daily-tokens-per-contact=1000000000000");

    private QuotaFlags() {}
}
