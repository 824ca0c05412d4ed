/// What a day may cost: messages, and tokens of language models. [io.jims.admission.Admission]
/// comes in for a message, conversations for what its answer cost. Read [DailyBudget] first.
@NullMarked
package io.jims.admission.budget;

import org.jspecify.annotations.NullMarked;
