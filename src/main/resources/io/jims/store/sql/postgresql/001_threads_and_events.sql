-- The tables of the Python JIMS, whose own ones are used as they stand: this role may not own them.
DO $$
BEGIN
    IF to_regclass('threads') IS NULL THEN
        CREATE TABLE threads (
            thread_id UUID NOT NULL,
            contact_id VARCHAR,
            external_id VARCHAR,
            created_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
            thread_config JSONB NOT NULL,
            PRIMARY KEY (thread_id)
        );
        CREATE INDEX ix_threads_contact_id ON threads (contact_id);
        CREATE INDEX ix_threads_external_id ON threads (external_id);
    END IF;
    IF to_regclass('thread_events') IS NULL THEN
        CREATE TABLE thread_events (
            thread_id UUID NOT NULL,
            event_id UUID NOT NULL,
            created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
            event_type VARCHAR(255) NOT NULL,
            event_domain VARCHAR(255),
            event_name VARCHAR(255),
            event_data JSON,
            PRIMARY KEY (thread_id, event_id)
        );
    END IF;
END
$$;
