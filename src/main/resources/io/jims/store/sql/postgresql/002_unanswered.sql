-- Messages of visitors who were promised an answer that is not stored yet.
CREATE TABLE jims_widget_unanswered (
    thread_id UUID NOT NULL,
    event_id UUID NOT NULL,
    PRIMARY KEY (thread_id, event_id)
);
