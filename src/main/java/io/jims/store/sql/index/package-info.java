/// The operator's index, as far as both databases have it in common: implements the port
/// `io.jims.store.index`. Used by the packages of a database only. Read [SqlThreadIndex] first.
@NullMarked
package io.jims.store.sql.index;

import org.jspecify.annotations.NullMarked;
