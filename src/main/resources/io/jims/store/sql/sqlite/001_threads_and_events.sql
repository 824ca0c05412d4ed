-- The tables of the Python JIMS, whose own ones are used as they stand.
CREATE TABLE IF NOT EXISTS threads (
    thread_id CHAR(32) NOT NULL,
    contact_id VARCHAR,
    external_id VARCHAR,
    created_at DATETIME NOT NULL,
    thread_config JSON NOT NULL,
    PRIMARY KEY (thread_id)
);
CREATE INDEX IF NOT EXISTS ix_threads_contact_id ON threads (contact_id);
CREATE INDEX IF NOT EXISTS ix_threads_external_id ON threads (external_id);
CREATE TABLE IF NOT EXISTS thread_events (
    thread_id CHAR(32) NOT NULL,
    event_id CHAR(32) NOT NULL,
    created_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
    event_type VARCHAR(255) NOT NULL,
    event_domain VARCHAR(255),
    event_name VARCHAR(255),
    event_data JSON,
    PRIMARY KEY (thread_id, event_id)
);
