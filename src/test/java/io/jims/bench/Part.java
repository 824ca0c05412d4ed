package io.jims.bench;

import java.util.List;
import java.util.Locale;

/// A part of the benchmark that can be run by itself.
enum Part {
    MESSAGES {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return MessageRate.measure(bench);
        }
    },
    ORIGINAL {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return OriginalRate.measure(bench);
        }
    },
    ALONE {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return AloneTime.measure(bench);
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
    },
    FIRST_PIECE {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return FirstPiece.measure(bench);
        }
    },
    FLOOD {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return Flood.measure(bench);
        }
    },
    TELEMETRY {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return TelemetryCost.measure(bench);
        }
    },
    REPLICAS {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return ReplicaRate.measure(bench);
        }
    },
    START {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return StartTime.measure(bench);
        }
    },
    CHECKPOINTS {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return CheckpointCost.measure(bench);
        }
    },
    PANEL {
        @Override
        List<Row> measure(Bench bench) {
            return PanelTime.measure(bench);
        }
    },
    GIANTS {
        @Override
        List<Row> measure(Bench bench) {
            return GiantCost.measure(bench);
        }
    },
    OPERATOR {
        @Override
        List<Row> measure(Bench bench) throws Exception {
            return OperatorAnswers.measure(bench);
        }
    };

    /// As the command line names it: `first-piece`.
    String argument() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract List<Row> measure(Bench bench) throws Exception;
}
