/// What `jims-widget doctor` looks at: all that a start would need, and the way from a page to the
/// server. The commands come in; nothing here writes to the database or to disk. Read [Doctor]
/// first.
@NullMarked
package io.jims.server.doctor;

import org.jspecify.annotations.NullMarked;
