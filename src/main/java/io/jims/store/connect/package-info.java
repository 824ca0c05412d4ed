/// [io.jims.store.ThreadStore] on SQLite and on PostgreSQL.
///
/// The two tables are those of the Python JIMS, so that both can use one database; what this
/// service adds lives in tables of its own. [ThreadStores] opens the store that `--db` names.
@NullMarked
package io.jims.store.connect;

import org.jspecify.annotations.NullMarked;
