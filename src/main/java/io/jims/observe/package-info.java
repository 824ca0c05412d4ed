/// The ports for metrics, traces, and observers of runs and writes. Any package but core may use
/// them; `io.jims.telemetry` implements them. Read [Metric], [Tracer] and [RunObserver] first.
@NullMarked
package io.jims.observe;

import org.jspecify.annotations.NullMarked;
