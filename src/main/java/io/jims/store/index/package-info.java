/// The port by which the operator finds conversations, counts usage and costs, and follows what is
/// new. Only `operator` and the composition root come in. Read [ThreadIndex] first.
@NullMarked
package io.jims.store.index;

import org.jspecify.annotations.NullMarked;
