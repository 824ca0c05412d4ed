/// The checks of `jims-widget doctor`: everything that a start needs, and the way from a page to
/// the server. Used by the command only; nothing here writes to the database or to disk. Read
/// [Doctor] first.
@NullMarked
package io.jims.server.doctor;

import org.jspecify.annotations.NullMarked;
