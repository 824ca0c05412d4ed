package io.jims.listener;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// An open file as a response body.
public final class FileBody {
    private FileBody() {}

    /// Sends it in pieces, with its length; for `HEAD`, only the headers.
    ///
    /// @param file read to its end; the caller closes it
    public static void send(FileChannel file, boolean headOnly, ServerResponse response)
            throws IOException {
        response.headers().contentLength(file.size());
        if (headOnly) {
            response.send();
            return;
        }
        try (InputStream in = Channels.newInputStream(file);
                OutputStream out = response.outputStream()) {
            in.transferTo(out);
        }
    }
}
