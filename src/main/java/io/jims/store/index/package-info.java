/// The port for the operator's queries: finds conversations, counts usage and costs, and follows
/// new events. Used by `operator` and the composition root only. Read [ThreadIndex] first.
@NullMarked
package io.jims.store.index;

import org.jspecify.annotations.NullMarked;
