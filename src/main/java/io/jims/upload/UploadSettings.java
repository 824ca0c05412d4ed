package io.jims.upload;

import java.nio.file.Path;

/// Settings of visitors' files.
///
/// @param directory created if missing; shared by replicas
/// @param maxBytes largest size of one file
/// @param maxFiles most files in one message
/// @param dailyBytes of all visitors in a day (UTC); 0 is no limit
/// @param dailyBytesPerAddress from one address in a day; 0 is no limit
public record UploadSettings(
        Path directory, long maxBytes, int maxFiles, long dailyBytes, long dailyBytesPerAddress) {
    /// The defaults of the command line.
    public static UploadSettings in(Path directory) {
        return new UploadSettings(directory, 10 << 20, 5, 1L << 30, 100 << 20);
    }

    public UploadSettings {
        if (maxBytes < 1 || maxFiles < 1) {
            throw new IllegalArgumentException(
                    "bounds of uploads must be positive: " + maxBytes + ", " + maxFiles);
        }
        if (Math.min(dailyBytes, dailyBytesPerAddress) < 0) {
            throw new IllegalArgumentException("no quota is below 0");
        }
    }
}
