-- The newest conversations of a contact, and what visitors rated in a thread, however many there are. Only the
-- tables' owner can make them: without them all is the same, but slow.
DO $$
BEGIN
    CREATE INDEX IF NOT EXISTS ix_jims_widget_contact_threads
        ON threads (contact_id, created_at, thread_id);
    CREATE INDEX IF NOT EXISTS ix_jims_widget_feedback
        ON thread_events (thread_id, created_at, event_id)
        WHERE event_type = 'jims.widget.feedback';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the indexes of contacts and ratings were not made: %', SQLERRM;
END
$$;
