package io.jims.telemetry;

import io.jims.observe.Metric;
import io.jims.observe.MetricName;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/// Helidon's JVM metrics whose names Prometheus reserves for parts of histograms (`thread_count`),
/// under the names of Prometheus's own Java client.
final class JvmMetrics {
    private JvmMetrics() {}

    /// Whether Helidon's meter of this name is replaced.
    static boolean replace(String name) {
        return name.matches(".*[._]count");
    }

    static List<Metric> all() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return List.of(
                Metric.of(MetricName.JVM_THREADS, threads::getThreadCount),
                Metric.of(MetricName.JVM_DAEMON_THREADS, threads::getDaemonThreadCount),
                Metric.of(MetricName.JVM_PEAK_THREADS, threads::getPeakThreadCount),
                Metric.of(MetricName.JVM_CLASSES, classes::getLoadedClassCount));
    }
}
