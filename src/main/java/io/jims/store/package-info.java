/// The ports of the database: what a conversation stores and reads, how replicas notify each other,
/// what is counted. Plain values and [StoreException]; no SQL, no driver. Any package above may use
/// this one, `archive` and `index`; the others implement them. Read [ThreadStore] first, then
/// [ThreadChange].
@NullMarked
package io.jims.store;

import org.jspecify.annotations.NullMarked;
