/// What the operator sees: Prometheus metrics and health on a port of their own, and failures in
/// Sentry.
///
/// The rest of the program feeds this package through plain functions and core's `RunObserver`;
/// none of it knows Helidon's metrics or Sentry.
@NullMarked
package io.jims.telemetry;

import org.jspecify.annotations.NullMarked;
