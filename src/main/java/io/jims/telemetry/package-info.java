/// What the operator sees: Prometheus metrics and health on a port of their own, traces, and
/// failures in Sentry. The composition root comes in; the rest reports through `io.jims.observe`.
/// Read [Telemetry] first.
@NullMarked
package io.jims.telemetry;

import org.jspecify.annotations.NullMarked;
