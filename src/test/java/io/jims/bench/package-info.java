/// The benchmark that `scripts/bench` runs: our server beside Helidon's bare WebSocket echo, each
/// in a process of its own, under the same load.
@NullMarked
package io.jims.bench;

import org.jspecify.annotations.NullMarked;
