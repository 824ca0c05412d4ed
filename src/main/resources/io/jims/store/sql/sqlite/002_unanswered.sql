-- Messages of visitors who were promised an answer that is not stored yet.
CREATE TABLE jims_widget_unanswered (
    thread_id CHAR(32) NOT NULL,
    event_id CHAR(32) NOT NULL,
    PRIMARY KEY (thread_id, event_id)
) WITHOUT ROWID;
