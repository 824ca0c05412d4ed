/// Opens the database that `--db` names: the only package that knows both kinds. Used by the
/// composition root and the command line. Read [ThreadStores] first.
///
/// The two main tables are those of the Python JIMS, so that both can use one database; what this
/// service adds is in tables of its own.
@NullMarked
package io.jims.store.connect;

import org.jspecify.annotations.NullMarked;
