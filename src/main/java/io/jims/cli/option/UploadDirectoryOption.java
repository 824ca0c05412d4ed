package io.jims.cli.option;

import io.jims.cli.value.Given;
import io.jims.server.SettingValue;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The directory of visitors' files, for the server and for commands that delete.
public final class UploadDirectoryOption {
    private static final String UPLOADS = "--uploads";

    @Option(
            names = UPLOADS,
            paramLabel = "<directory>",
            description =
                    "Where files of visitors are kept, who may send none where this is not given; "
                            + "made if it is missing. Replicas share it.")
    @Nullable String uploads;

    /// Empty if uploads are off.
    ///
    /// @throws io.jims.server.SettingException if it is no path on this system
    public Optional<Path> path(Given given) {
        SettingValue value = given.value(UPLOADS, uploads);
        return value.text().isBlank() ? Optional.empty() : Optional.of(given.file(value));
    }
}
