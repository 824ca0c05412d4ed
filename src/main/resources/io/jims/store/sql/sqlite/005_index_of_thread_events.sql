-- The newest events of a thread, however many it has; in the words of the query that reads them.
CREATE INDEX IF NOT EXISTS ix_jims_widget_newest_events ON thread_events
    (thread_id, substr(replace(created_at, 'T', ' ') || '.000000', 1, 26), event_id);
