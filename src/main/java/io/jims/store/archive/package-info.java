/// The port by which whole conversations are exported, erased and counted, for a contact or by age.
/// Every room above may come in. Read [ThreadArchive] first.
@NullMarked
package io.jims.store.archive;

import org.jspecify.annotations.NullMarked;
