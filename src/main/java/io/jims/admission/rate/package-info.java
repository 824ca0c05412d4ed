/// How often someone may ask: token buckets of this process or of all replicas. Used by
/// [io.jims.admission.Admission]; each socket has a [RefusalLimit]. Read [RateLimiter] first.
@NullMarked
package io.jims.admission.rate;

import org.jspecify.annotations.NullMarked;
