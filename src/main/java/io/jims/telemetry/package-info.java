/// What the operator monitors: Prometheus metrics and health on a port of their own, traces, and
/// failures in Sentry. Started by the composition root; everything else reports through
/// `io.jims.observe`. Read [Telemetry] first.
@NullMarked
package io.jims.telemetry;

import org.jspecify.annotations.NullMarked;
