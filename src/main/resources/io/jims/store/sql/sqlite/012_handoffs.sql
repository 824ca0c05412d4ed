-- Who answers in a thread, however long it is; in the words of the query that reads it.
CREATE INDEX IF NOT EXISTS ix_jims_widget_handoffs ON thread_events
    (thread_id, substr(replace(created_at, 'T', ' ') || '.000000', 1, 26), event_id)
    WHERE event_type = 'state.set.handoff';
