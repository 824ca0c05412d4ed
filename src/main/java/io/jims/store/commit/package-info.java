/// Group commit, the same for both databases: many callers hand in a [PendingWrite] and wait, one
/// thread takes all that wait from the [WriteQueue] and settles them as a [CommittedBatch]. Only
/// the writers of `sqlite` and `postgres` come in. Read [PendingWrite] first.
@NullMarked
package io.jims.store.commit;

import org.jspecify.annotations.NullMarked;
