/// The LLM assistant: answers with a language model of any provider, through LangChain4j. A call
/// blocks the run's virtual thread from the request to the last token, so that an interrupt ends it
/// wherever it is.
@NullMarked
package io.jims.app.assistant;

import org.jspecify.annotations.NullMarked;
