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

    /// The member of [#RUN_FAILED] that marks an answer which a guard refused.
    public static final String GUARDED = "guarded";

    /// A message whose run had failed or was stopped is owed an answer again; data `message_id`.
    public static final String RUN_RETRIED = "jims.lifecycle.run_retried";

    /// The member of [#RUN_FAILED] that marks a text which the app says to its visitor.
    public static final String SAID = "said";

    /// What a run's language models used up; data `technical_info` with `model_used`, `duration_ms`
    /// and, for each model, `model_stats` (the Python JIMS's names).
    public static final String QUERY_PROCESSED = "rag.query_processed";

    /// A visitor rated an answer; data `event_id` of that, `rating` and, where there is one,
    /// `comment`. The last one of an answer counts.
    public static final String FEEDBACK = "jims.widget.feedback";

    /// A remark on an answer for those who look after the assistant; data `event_id` of that,
    /// `tags`, `note` and `severity` (the Python JIMS's names).
    public static final String BACKOFFICE_FEEDBACK = "jims.backoffice.feedback";

    /// Such a remark does not stand any more; data `comment_id`, the id of its event (the Python
    /// JIMS's names).
    public static final String BACKOFFICE_DELETION = "jims.backoffice.comment_deleted";

    /// A run had the visitor's page do something; data `message_id` (of the message that it
    /// answers), `name` and `input`.
    public static final String PAGE_CALL = "jims.widget.call";

    /// What came of it; data `call_id` (the id of that event), and `value` or `error`.
    public static final String PAGE_RESULT = "jims.widget.result";

    /// The language of the visitor's page when the thread began; data `lang` (a BCP 47 tag).
    public static final String LANGUAGE = "jims.widget.lang";

    /// What the visitor's page tells, with the data of a communication event, `page` (a JSON
    /// object) and the `message_id` with which it came.
    public static final String PAGE = "context.page";

    /// What the site's backend says of the visitor in their token, with the data of a communication
    /// event and `visitor` (a JSON object). The last one counts.
    public static final String VISITOR = "context.visitor";

    /// Who answers in the thread from now on; data `mode` (`human` or `assistant`), `by` and, where
    /// there is one, `reason`. The last one counts.
    public static final String HANDOFF = STATE + "handoff";

    private EventTypes() {}
}
