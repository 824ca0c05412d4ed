/// Opens the database that `--db` names: the only room that knows both kinds. The composition root
/// and the command line come in. Read [ThreadStores] first.
///
/// The two tables are those of the Python JIMS, so that both can use one database; what this
/// service adds lives in tables of its own.
@NullMarked
package io.jims.store.connect;

import org.jspecify.annotations.NullMarked;
