package io.jims.server.doctor;

import io.jims.listener.OpenFiles;
import io.jims.widget.ConnectionLimits;
import java.util.List;

/// Checks the resources that the machine gives the process.
final class MachineChecks {
    private static final String UTF_8 = "UTF-8";

    private MachineChecks() {}

    /// @param sockets required (`--max-sockets`)
    static List<Check> of(int sockets) {
        return List.of(
                new Check("Java", () -> Finding.ok(Runtime.version().toString())),
                new Check("locale", () -> locale(System.getProperty("sun.jnu.encoding", UTF_8))),
                new Check("open files", () -> files(sockets)));
    }

    /// @param encoding of file names, arguments and variables
    static Finding locale(String encoding) {
        return encoding.equalsIgnoreCase(UTF_8)
                ? Finding.ok(encoding)
                : Finding.warning(
                        "its encoding is "
                                + encoding
                                + ", in which flags, variables and file names lose characters; set"
                                + " LANG=C.UTF-8");
    }

    private static Finding files(int sockets) {
        return ConnectionLimits.shortage(sockets)
                .map(Finding::warning)
                .orElseGet(() ->
                        Finding.ok(
                                OpenFiles.max()
                                        + " are room for "
                                        + sockets
                                        + " sockets (--max-sockets)"));
    }
}
