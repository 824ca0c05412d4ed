/// The ports that report to the operator: metrics and their names, traces, and how runs and writes
/// went. Every room but core may come in; `io.jims.telemetry` stands behind it. Read [Metric],
/// [Tracer] and [RunObserver] first.
@NullMarked
package io.jims.observe;

import org.jspecify.annotations.NullMarked;
