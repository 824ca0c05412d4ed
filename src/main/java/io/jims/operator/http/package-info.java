/// What all routes of the operator's listener share: query parameters, JSON and CSV, and the
/// headers of every response. Read [JsonAnswers] first.
@NullMarked
package io.jims.operator.http;

import org.jspecify.annotations.NullMarked;
