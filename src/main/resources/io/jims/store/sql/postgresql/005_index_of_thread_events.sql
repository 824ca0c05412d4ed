-- The newest events of a thread, however many it has. Only the table's owner can make it: without it
-- all is the same, but slow in long threads.
DO $$
BEGIN
    CREATE INDEX IF NOT EXISTS ix_jims_widget_newest_events
        ON thread_events (thread_id, created_at, event_id);
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the index ix_jims_widget_newest_events was not made: %', SQLERRM;
END
$$;
