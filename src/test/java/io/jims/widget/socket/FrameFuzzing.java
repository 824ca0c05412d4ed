package io.jims.widget.socket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.helidon.common.buffers.DataReader;
import java.time.Duration;
import java.util.Arrays;

/// Whatever bytes a client sends are messages, up to a broken rule or the end.
///
/// Run by scripts/fuzz only: Jazzer changes all classes of its JVM. What it starts from, and what
/// it has found, is tried in every test run by [FrameSeedsTest].
class FrameFuzzing {
    private static final int MAX_BYTES = 4_096;
    private static final Duration ENOUGH = Duration.ofHours(1);

    @FuzzTest(maxDuration = "20s")
    void bytes_areMessages_untilARuleIsBroken_orTheyEnd(byte[] data) {
        if (data.length == 0) {
            return;
        }
        DataReader in = reader(Arrays.copyOfRange(data, 1, data.length), 1 + (data[0] & 0xFF));
        MessageReader messages =
                new MessageReader(new FrameReader(in, MAX_BYTES, ENOUGH), MAX_BYTES, ENOUGH);
        try {
            while (true) {
                check(messages.read());
            }
        } catch (WebSocketException e) {
            if (e.reason().length() > 123) {
                throw new AssertionError("too long for a close frame", e);
            }
        } catch (ConnectionLostException e) {
            return; // the end
        }
    }

    private static void check(Message message) {
        switch (message) {
            case Message.Text(String text) -> {
                if (text.length() > MAX_BYTES) {
                    throw new AssertionError("longer than allowed");
                }
            }
            case Message.Ping(byte[] payload) -> {
                if (payload.length > 125) {
                    throw new AssertionError("a ping too long to be answered");
                }
            }
            case Message.Pong() -> {}
            case Message.Close(int code) -> {
                if (!CloseCode.isValidFromPeer(code)) {
                    throw new AssertionError("a code that nobody may send: " + code);
                }
            }
        }
    }

    /// Hands the bytes out in pieces, as a network does.
    private static DataReader reader(byte[] bytes, int piece) {
        int[] next = {0};
        return DataReader.create(() -> {
            int start = next[0];
            next[0] = Math.min(bytes.length, start + piece);
            return start == next[0] ? null : Arrays.copyOfRange(bytes, start, next[0]);
        });
    }
}
