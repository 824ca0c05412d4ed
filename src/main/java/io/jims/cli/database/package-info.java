/// The commands on the database: backup, copy, export, erase. They run beside a server or without
/// one. Read [DatabaseCommand] first.
@NullMarked
package io.jims.cli.database;

import org.jspecify.annotations.NullMarked;
