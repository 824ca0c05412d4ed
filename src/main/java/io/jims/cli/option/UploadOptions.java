package io.jims.cli.option;

import io.jims.cli.value.Bounds;
import io.jims.cli.value.Given;
import io.jims.upload.UploadSettings;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags for visitors' files.
public final class UploadOptions {
    @Mixin private final UploadDirectoryOption directory = new UploadDirectoryOption();

    @Option(
            names = "--max-upload-bytes",
            defaultValue = "10485760",
            description = "Largest file of a visitor; {bounds}.")
    @Bounds(from = "1024", to = "1073741824")
    long maxUploadBytes;

    @Option(
            names = "--max-uploads",
            defaultValue = "5",
            description = "Files of one message; {bounds}.")
    @Bounds(from = "1", to = "20")
    int maxUploads;

    @Option(
            names = "--daily-upload-bytes",
            defaultValue = "1073741824",
            description = "Bytes of files that a day (UTC) takes in; {bounds}.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyUploadBytes;

    @Option(
            names = "--daily-upload-bytes-per-address",
            defaultValue = "104857600",
            description =
                    "Of these from one address, or from one /64 network of IPv6; {bounds}. A file "
                            + "counts as 65536 bytes at least.")
    @Bounds(from = "1", to = "1000000000000", orOff = true)
    long dailyUploadBytesPerAddress;

    /// Empty if uploads are off.
    ///
    /// @throws io.jims.server.SettingException if the directory is no path
    public Optional<UploadSettings> settings(Given given) {
        return directory
                .path(given)
                .map(path ->
                        new UploadSettings(
                                path,
                                maxUploadBytes,
                                maxUploads,
                                dailyUploadBytes,
                                dailyUploadBytesPerAddress));
    }
}
