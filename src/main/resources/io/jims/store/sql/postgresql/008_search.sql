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
-- What happened in each hour, of visitors and assistant (model '') and of each language model; nobody is named, and
-- what is erased stays counted.
CREATE TABLE jims_widget_search_hours (
    hour BIGINT NOT NULL,
    model VARCHAR NOT NULL,
    questions BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    up BIGINT NOT NULL,
    down BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    runs BIGINT NOT NULL,
    total_millis BIGINT NOT NULL,
    longest_millis BIGINT NOT NULL,
    PRIMARY KEY (hour, model)
);
-- The last rating of each answer, and the hour in which it is counted.
CREATE TABLE jims_widget_search_ratings (
    thread_id UUID NOT NULL,
    answer_id VARCHAR NOT NULL,
    rating VARCHAR NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (thread_id, answer_id)
);
-- How far the index has come: the time of the newest event. Who has this row's lock takes the next step.
CREATE TABLE jims_widget_search_state (
    position BIGINT NOT NULL
);
INSERT INTO jims_widget_search_state VALUES (0);
