-- The newest conversations of a contact, however many it has.
CREATE INDEX IF NOT EXISTS ix_jims_widget_contact_threads ON threads (contact_id, created_at, thread_id);
-- What visitors rated in a thread, however long it is; in the words of the query that reads them.
CREATE INDEX IF NOT EXISTS ix_jims_widget_feedback ON thread_events
    (thread_id, substr(replace(created_at, 'T', ' ') || '.000000', 1, 26), event_id)
    WHERE event_type = 'jims.widget.feedback';
