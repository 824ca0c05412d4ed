/// Group commit for both databases: callers submit a [PendingWrite] and wait; one thread takes
/// everything from the [WriteQueue] and completes it as a [CommittedBatch]. Used by the writers of
/// `sqlite` and `postgres` only. Read [PendingWrite] first.
@NullMarked
package io.jims.store.commit;

import org.jspecify.annotations.NullMarked;
