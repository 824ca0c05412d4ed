/// What a day may cost: messages, and tokens of language models. Used by
/// [io.jims.admission.Admission] before a message is accepted, and by conversations to count what
/// its answer cost. Read [DailyBudget] first.
@NullMarked
package io.jims.admission.budget;

import org.jspecify.annotations.NullMarked;
