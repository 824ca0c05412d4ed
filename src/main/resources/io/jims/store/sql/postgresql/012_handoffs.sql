-- Who answers in a thread, however long it is. Only the table's owner can make it: without it all is the same, but
-- slow.
DO $$
BEGIN
    CREATE INDEX IF NOT EXISTS ix_jims_widget_handoffs
        ON thread_events (thread_id, created_at, event_id)
        WHERE event_type = 'state.set.handoff';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the index of handoffs was not made: %', SQLERRM;
END
$$;
