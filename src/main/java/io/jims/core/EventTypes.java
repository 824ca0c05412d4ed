package io.jims.core;

/// The event types that every JIMS service knows (the Python JIMS's names).
public final class EventTypes {
    /// Domain prefix of what visitor and assistant said to each other.
    public static final String COMMUNICATION = "comm.";

    /// Prefix of what the assistant said.
    public static final String ASSISTANT = "comm.assistant_";

    /// Domain prefix of extra context for the model, with the data of a communication event.
    public static final String CONTEXT = "context.";

    /// Prefix of a state's new value; the state's name follows.
    public static final String STATE = "state.set.";

    public static final String USER_MESSAGE = "comm.user_message";
    public static final String USER_BUTTON_CLICK = "comm.user_button_click";
    public static final String ASSISTANT_MESSAGE = "comm.assistant_message";
    public static final String ASSISTANT_MESSAGE_WITH_BUTTONS =
            "comm.assistant_message_with_buttons";
    public static final String ASSISTANT_BUTTONS = "comm.assistant_buttons";
    public static final String THREAD_CREATED = "jims.lifecycle.thread_created";

    /// A run for a message that was owed an answer failed; data `message_id`, `code` and `text`.
    public static final String RUN_FAILED = "jims.lifecycle.run_failed";

    /// A message whose run had failed or was stopped is owed an answer again; data `message_id`.
    public static final String RUN_RETRIED = "jims.lifecycle.run_retried";

    /// The member of [#RUN_FAILED] that marks a text which the app says to its visitor.
    public static final String SAID = "said";

    /// What a run's language models used up; data `technical_info` with `model_used`, `duration_ms`
    /// and, for each model, `model_stats` (the Python JIMS's names).
    public static final String QUERY_PROCESSED = "rag.query_processed";

    private EventTypes() {}
}
