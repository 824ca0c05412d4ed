package io.jims.bench;

import java.util.List;

/// A part of the benchmark that can be run by itself.
enum Part {
    MESSAGES {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return MessageRate.measure(bench);
        }
    },
    MEMORY {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return IdleMemory.measure(bench);
        }
    },
    HISTORY {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return HistoryCost.measure(bench);
        }
    };

    abstract List<Row> measure(Bench bench) throws Exception;
}
