package io.jims.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.observe.MetricName;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessageCountsTest {
    private final MessageCounts counts = new MessageCounts();

    @Test
    void messages_countByWhatBecameOfThem_andRejectedOnesByTheirReason() {
        counts.countAnswered();
        counts.countAnswered();
        counts.countFailed();
        counts.count(new ChatException(ErrorCode.TIMEOUT, "too late"));
        counts.count(ErrorCode.BUSY);
        counts.count(ErrorCode.BUSY);
        counts.count(ErrorCode.QUOTA);
        counts.count(ChatException.ofGuard("Please leave that out."));
        counts.countReconnect();

        assertThat(values(MetricName.MESSAGES))
                .isEqualTo(
                        Map.of(
                                "answered",
                                2L,
                                "refused",
                                1L,
                                "failed",
                                1L,
                                "timeout",
                                1L,
                                "rejected",
                                3L));
        assertThat(values(MetricName.REJECTED))
                .containsEntry("busy", 2L)
                .containsEntry("quota", 1L)
                .containsEntry("too_long", 0L)
                .doesNotContainKeys("pipeline", "timeout");
        assertThat(values(MetricName.RECONNECTS)).isEqualTo(Map.of("", 1L));
    }

    private Map<String, Long> values(MetricName name) {
        return counts.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .collect(
                        Collectors.toMap(
                                metric -> String.join("", metric.labels().values()),
                                metric -> metric.value().getAsLong()));
    }
}
