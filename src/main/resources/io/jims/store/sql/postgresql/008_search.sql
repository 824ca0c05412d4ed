-- What the operator's listener finds conversations by; empty for as long as that is off. Times are microseconds
-- since 1970.
CREATE TABLE jims_widget_search (
    thread_id UUID NOT NULL PRIMARY KEY,
    contact_id VARCHAR COLLATE "C",
    created_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    question VARCHAR NOT NULL,
    messages BIGINT NOT NULL,
    rating VARCHAR,
    rated_at BIGINT NOT NULL,
    failed INTEGER NOT NULL,
    ended_at BIGINT NOT NULL,
    human INTEGER NOT NULL,
    handed_at BIGINT NOT NULL
);
CREATE INDEX ix_jims_widget_search_last ON jims_widget_search (last_at, thread_id);
CREATE INDEX ix_jims_widget_search_contact ON jims_widget_search (contact_id, last_at, thread_id);
CREATE INDEX ix_jims_widget_search_rating ON jims_widget_search (rating, last_at, thread_id)
    WHERE rating IS NOT NULL;
CREATE INDEX ix_jims_widget_search_failed ON jims_widget_search (last_at, thread_id) WHERE failed = 1;
CREATE INDEX ix_jims_widget_search_human ON jims_widget_search (last_at, thread_id) WHERE human = 1;
-- The words of messages, cut in Java for both databases alike.
CREATE TABLE jims_widget_search_texts (
    thread_id UUID NOT NULL,
    event_id UUID NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (thread_id, event_id)
);
CREATE INDEX ix_jims_widget_search_words ON jims_widget_search_texts USING gin (words);
-- What was indexed lately, in the order in which it was: an event that is here is not indexed again.
CREATE TABLE jims_widget_search_feed (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    thread_id UUID NOT NULL,
    event_id UUID NOT NULL,
    event_type VARCHAR(255) NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (thread_id, event_id)
);
CREATE INDEX ix_jims_widget_search_feed_created ON jims_widget_search_feed (created_at);
-- How far the index has come: the time of the newest event. Who has this row's lock takes the next step.
CREATE TABLE jims_widget_search_state (
    position BIGINT NOT NULL
);
INSERT INTO jims_widget_search_state VALUES (0);
