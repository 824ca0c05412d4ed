/// The operator's statistics: messages, failures and answer times by day, and what language models
/// cost. Used by [OperatorServer][io.jims.operator.OperatorServer] only. Read [StatsApi] first.
@NullMarked
package io.jims.operator.report;

import org.jspecify.annotations.NullMarked;
