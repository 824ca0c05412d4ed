/// The operator's index, as far as it is the same on both databases: implements the port
/// `io.jims.store.index`. Only the rooms of a database come in. Read [SqlThreadIndex] first.
@NullMarked
package io.jims.store.sql.index;

import org.jspecify.annotations.NullMarked;
