package io.jims.core;

/// The event types that every JIMS service knows (the Python JIMS's names).
public final class EventTypes {
    /// Domain prefix of the messages of visitor and assistant.
    public static final String COMMUNICATION = "comm.";

    /// Prefix of the assistant's messages.
    public static final String ASSISTANT = "comm.assistant_";

    /// Domain prefix of extra context for the model, with the data of a communication event.
    public static final String CONTEXT = "context.";

    /// Prefix of a state change, before the state's name.
    public static final String STATE = "state.set.";

    public static final String USER_MESSAGE = "comm.user_message";
    public static final String USER_BUTTON_CLICK = "comm.user_button_click";
    public static final String ASSISTANT_MESSAGE = "comm.assistant_message";
    public static final String ASSISTANT_MESSAGE_WITH_BUTTONS =
            "comm.assistant_message_with_buttons";
    public static final String ASSISTANT_BUTTONS = "comm.assistant_buttons";
    public static final String THREAD_CREATED = "jims.lifecycle.thread_created";

    /// A run failed, and its message is no longer pending; data `message_id`, `code` and `text`.
    public static final String RUN_FAILED = "jims.lifecycle.run_failed";

    /// The member of [#RUN_FAILED] that marks an answer which a guard refused.
    public static final String GUARDED = "guarded";

    /// A message whose run failed or was stopped is pending again; data `message_id`.
    public static final String RUN_RETRIED = "jims.lifecycle.run_retried";

    /// The key of [#RUN_FAILED] that marks a text from the app to its visitor.
    public static final String SAID = "said";

    /// The usage of a run's language models; data `technical_info` with `model_used`, `duration_ms`
    /// and, for each model, `model_stats` (the Python JIMS's names).
    public static final String QUERY_PROCESSED = "rag.query_processed";

    /// A visitor rated an answer; data `event_id` of the answer, `rating` and optionally `comment`.
    /// The last one for an answer counts.
    public static final String FEEDBACK = "jims.widget.feedback";

    /// Feedback on an answer for the assistant's maintainers; data `event_id` of the answer,
    /// `tags`, `note` and `severity` (the Python JIMS's names).
    public static final String BACKOFFICE_FEEDBACK = "jims.backoffice.feedback";

    /// Such feedback was withdrawn; data `comment_id`, the id of its event (the Python JIMS's
    /// names).
    public static final String BACKOFFICE_DELETION = "jims.backoffice.comment_deleted";

    /// A run called a page action; data `message_id` (of the message that the run answers), `name`
    /// and `input`.
    public static final String PAGE_CALL = "jims.widget.call";

    /// The result of a page action; data `call_id` (the id of the call's event), and `value` or
    /// `error`.
    public static final String PAGE_RESULT = "jims.widget.result";

    /// The language of the visitor's page when the thread began; data `lang` (a BCP 47 tag).
    public static final String LANGUAGE = "jims.widget.lang";

    /// What the visitor's page says about itself, with the data of a communication event, `page` (a
    /// JSON object) and the `message_id` with which it came.
    public static final String PAGE = "context.page";

    /// What the visitor's token says about them, signed by the site's backend, with the data of a
    /// communication event and `visitor` (a JSON object). The last one counts.
    public static final String VISITOR = "context.visitor";

    /// Who answers in the thread from now on; data `mode` (`human` or `assistant`), `by` and
    /// optionally `reason`. The last one counts.
    public static final String HANDOFF = STATE + "handoff";

    private EventTypes() {}
}
