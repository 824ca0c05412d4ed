/// The commands on the database: backup, copy, export, erase. They work with or without a running
/// server. Read [DatabaseCommand] first.
@NullMarked
package io.jims.cli.database;

import org.jspecify.annotations.NullMarked;
