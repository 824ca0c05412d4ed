package io.jims.admission.rate;

import java.util.List;
import java.util.Optional;

/// Token buckets of many owners, each made when it is first asked for. Safe for all threads.
public interface Buckets {
    /// Takes one token for each of these, in order, until one is refused.
    ///
    /// @return empty if all were paid
    /// @throws io.jims.store.StoreException if the buckets cannot be had at present
    Optional<Charge.Refusal> take(List<Charge> charges);
}
