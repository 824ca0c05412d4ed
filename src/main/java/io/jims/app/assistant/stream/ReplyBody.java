package io.jims.app.assistant.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jims.app.assistant.wire.ModelException;
import io.jims.app.assistant.wire.ModelFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/// The body of a successful response: a stream of events, or the one JSON of a server that does not
/// stream, whatever its `Content-Type` says. Used by one thread.
final class ReplyBody {
    /// The longest answer that is not streamed, in bytes.
    static final int MAX_WHOLE = 4_000_000;

    private static final int BLOCK = 8_192;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final PushbackInputStream in;
    private final Runnable onProgress;

    /// @param onProgress called whenever something came
    ReplyBody(InputStream in, Runnable onProgress) {
        this.in = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        this.onProgress = onProgress;
    }

    /// Waits for the first character that is neither a byte order mark nor white space.
    boolean isWhole() throws IOException {
        skipMark();
        int first = in.read();
        while (first >= 0 && first <= ' ') {
            onProgress.run();
            first = in.read();
        }
        if (first >= 0) {
            in.unread(first);
        }
        return first == '{' || first == '[';
    }

    ModelEventStream events() {
        return new ModelEventStream(in, onProgress);
    }

    /// @throws ModelException if it is longer than allowed
    String whole() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            onProgress.run();
            whole.write(block, 0, read);
            if (whole.size() > MAX_WHOLE) {
                throw new ModelException(
                        ModelFailure.UNREADABLE, "an answer of more than " + MAX_WHOLE + " bytes");
            }
        }
        return whole.toString(UTF_8);
    }

    private void skipMark() throws IOException {
        byte[] start = new byte[BYTE_ORDER_MARK.length];
        for (int i = 0; i < start.length; i++) {
            int next = in.read();
            start[i] = (byte) next;
            if (next < 0 || start[i] != BYTE_ORDER_MARK[i]) {
                in.unread(start, 0, next < 0 ? i : i + 1);
                return;
            }
        }
    }
}
