/// The port for exporting, erasing and counting whole conversations, by contact or by age. Read
/// [ThreadArchive] first.
@NullMarked
package io.jims.store.archive;

import org.jspecify.annotations.NullMarked;
