package io.jims.app.assistant.tool;

import dev.langchain4j.agent.tool.ToolSpecification;

/// Something that the model may call. Safe for all threads, if its implementation is.
interface Tool {
    /// Its name, what it is for, and its arguments, for the model.
    ToolSpecification specification();

    /// What it is called where the visitor reads what is being done.
    String title();

    /// Calls it, and returns the result for the model.
    ///
    /// @param arguments a JSON object; empty for none
    /// @param reply receives sources
    /// @throws ToolException if it failed, or the arguments do not fit
    String call(String arguments, Reply reply) throws InterruptedException;
}
