package io.jims.widget.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import java.util.Optional;

/// Whatever text a client sends is a frame or a refusal, nothing else.
///
/// Run by scripts/fuzz only: Jazzer changes all classes of its JVM. What it starts from, and what
/// it has found, is tried in every test run by [ProtocolSeedsTest].
class ProtocolFuzzing {
    @FuzzTest(maxDuration = "20s")
    void jimsFrame_isUnderstood_orRefusedAsBad(byte[] data) {
        try {
            JimsProtocol.parse(new String(data, UTF_8));
        } catch (ChatException e) {
            if (e.code() != ErrorCode.BAD_FRAME) {
                throw new AssertionError("refused for another reason", e);
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void basicFrame_isATrimmedText_orBlank(byte[] data) {
        Optional<String> text = BasicProtocol.userText(new String(data, UTF_8));
        if (text.isPresent() && !text.get().equals(text.get().strip())) {
            throw new AssertionError("not trimmed: '" + text.get() + "'");
        }
    }
}
