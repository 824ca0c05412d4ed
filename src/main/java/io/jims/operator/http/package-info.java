/// What all routes of the operator's listener share: parameters in, JSON and CSV out, and the
/// headers of every answer. The rooms of this listener come in. Read [JsonAnswers] first.
@NullMarked
package io.jims.operator.http;

import org.jspecify.annotations.NullMarked;
