package io.jims.testing;

import java.io.IOException;
import java.nio.file.Path;

/// A file system of its own that is soon full, mounted over a directory. Only root may do that: any
/// other user's test is skipped, and says so.
public record SmallDisk(Path directory) implements AutoCloseable {
    public static SmallDisk mount(Path directory, int megabytes) throws Exception {
        boolean isMounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + megabytes + "m",
                        "tmpfs",
                        directory.toString());
        if (!isMounted) {
            Skipped.because(
                    "small-disk",
                    "the tests of a full disk were skipped: this user may mount none");
        }
        return new SmallDisk(directory);
    }

    @Override
    public void close() {
        run("umount", directory.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException e) { // there is no such program
            return false;
        }
    }
}
