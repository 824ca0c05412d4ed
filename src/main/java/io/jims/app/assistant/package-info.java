/// The LLM assistant: answers with a language model of any provider, through LangChain4j. A call
/// blocks the run's virtual thread from the request to the last token, so an interrupt ends it at
/// any point.
@NullMarked
package io.jims.app.assistant;

import org.jspecify.annotations.NullMarked;
