/// The operator's figures: messages, failures and answer times by day, and what language models
/// cost. Only [OperatorServer][io.jims.operator.OperatorServer] comes in. Read [StatsApi] first.
@NullMarked
package io.jims.operator.report;

import org.jspecify.annotations.NullMarked;
