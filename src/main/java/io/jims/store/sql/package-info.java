/// What both databases share: rows and their encoding, queries that differ in the words only,
/// migrations, the archive. Only the rooms of a database and `connect` come in. Read
/// [SqlThreadStore] first.
@NullMarked
package io.jims.store.sql;

import org.jspecify.annotations.NullMarked;
