package io.jims.telemetry;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The process's use of resources, under the names of Prometheus's clients for other languages, so
/// that dashboards for a Python service still work. Values that the system does not provide are
/// omitted.
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final int KIB = 1024;

    private ProcessMetrics() {}

    /// The current values.
    static List<Sample> now() {
        List<Sample> samples = new ArrayList<>();
        memory("VmSize:", "process_virtual_memory_bytes", "Virtual memory size", samples);
        memory("VmRSS:", "process_resident_memory_bytes", "Resident memory size", samples);
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        samples.add(
                Sample.gauge(
                        "process_start_time_seconds",
                        "Start time, in seconds since 1970",
                        runtime.getStartTime() / MILLIS));
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean system) {
            samples.add(
                    Sample.counter(
                            "process_cpu_seconds",
                            "User and system CPU time spent, in seconds",
                            system.getProcessCpuTime() / NANOS));
            samples.add(
                    Sample.gauge(
                            "process_open_fds",
                            "Open file descriptors",
                            (double) system.getOpenFileDescriptorCount()));
            samples.add(
                    Sample.gauge(
                            "process_max_fds",
                            "Most file descriptors that may be open",
                            (double) system.getMaxFileDescriptorCount()));
        }
        return samples;
    }

    private static void memory(String line, String name, String help, List<Sample> samples) {
        status().stream()
                .filter(found -> found.startsWith(line))
                .map(found -> found.replaceAll("\\D", ""))
                .filter(kib -> !kib.isEmpty())
                .map(kib -> Sample.gauge(name, help + " in bytes", Double.parseDouble(kib) * KIB))
                .forEach(samples::add);
    }

    /// Empty on systems other than Linux.
    private static List<String> status() {
        try {
            return Files.readAllLines(STATUS);
        } catch (IOException e) {
            return List.of();
        }
    }
}
