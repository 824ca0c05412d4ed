package io.jims.testing;

import io.jims.store.SharedRates;
import io.jims.store.SharedRatesContract;

/// The rates that other tests stand on.
class MemoryRatesTest extends SharedRatesContract {
    private final SharedRates rates = new MemoryRates();

    @Override
    protected SharedRates rates() {
        return rates;
    }
}
