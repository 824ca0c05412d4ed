/// The index that the operator finds threads by, as far as it is the same on both databases. Only
/// the rooms of a database come in. Read [SqlThreadIndex] first.
@NullMarked
package io.jims.store.search;

import org.jspecify.annotations.NullMarked;
