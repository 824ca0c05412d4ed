package io.jims.telemetry;

import io.jims.observe.Figure;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/// What Helidon tells of the virtual machine under names that Prometheus keeps for parts of
/// histograms (`thread_count`), under those that Prometheus' own Java client has.
final class JvmFigures {
    private JvmFigures() {}

    /// Whether Helidon's meter of this name is replaced.
    static boolean replace(String name) {
        return name.matches(".*[._]count");
    }

    static List<Figure> all() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return List.of(
                Figure.gauge(
                        "jvm_threads_current",
                        "Platform threads, daemons among them",
                        threads::getThreadCount),
                Figure.gauge(
                        "jvm_threads_daemon",
                        "Platform threads that are daemons",
                        threads::getDaemonThreadCount),
                Figure.gauge(
                        "jvm_threads_peak",
                        "Most platform threads at once since the start",
                        threads::getPeakThreadCount),
                Figure.gauge(
                        "jvm_classes_currently_loaded",
                        "Classes that are loaded",
                        classes::getLoadedClassCount));
    }
}
