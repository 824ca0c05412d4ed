/// What both databases share: rows and their encoding, queries that differ only in a few words,
/// migrations, the archive. Used by the packages of a database and `connect` only. Read
/// [SqlThreadStore] first.
@NullMarked
package io.jims.store.sql;

import org.jspecify.annotations.NullMarked;
