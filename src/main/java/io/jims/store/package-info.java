/// The ports of the database: what a conversation stores and reads, what replicas tell each other,
/// what is counted. Plain values and [StoreException]; no SQL, no driver. Every room above may come
/// in here, and into the ports of `archive` and `index`; the other rooms are for those who open a
/// database. Read [ThreadStore] first, then [ThreadChange].
@NullMarked
package io.jims.store;

import org.jspecify.annotations.NullMarked;
