-- What the operator's listener finds conversations by; empty for as long as that is off. Times are microseconds
-- since 1970.
CREATE TABLE jims_widget_search (
    thread_id CHAR(32) NOT NULL PRIMARY KEY,
    contact_id VARCHAR,
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
) WITHOUT ROWID;
CREATE INDEX ix_jims_widget_search_last ON jims_widget_search (last_at, thread_id);
CREATE INDEX ix_jims_widget_search_contact ON jims_widget_search (contact_id, last_at, thread_id);
CREATE INDEX ix_jims_widget_search_rating ON jims_widget_search (rating, last_at, thread_id)
    WHERE rating IS NOT NULL;
CREATE INDEX ix_jims_widget_search_failed ON jims_widget_search (last_at, thread_id) WHERE failed = 1;
CREATE INDEX ix_jims_widget_search_human ON jims_widget_search (last_at, thread_id) WHERE human = 1;
-- The messages that are in the index of words, under the row ids that they have there.
CREATE TABLE jims_widget_search_texts (
    id INTEGER PRIMARY KEY,
    thread_id CHAR(32) NOT NULL,
    event_id CHAR(32) NOT NULL,
    UNIQUE (thread_id, event_id)
);
-- The words are cut in Java, for both databases alike; here they are whatever stands between blanks.
CREATE VIRTUAL TABLE jims_widget_search_words USING fts5 (
    words, tokenize = 'ascii', detail = 'none', prefix = '2 3'
);
-- What is deleted leaves the index at once, and not at some later merge.
INSERT INTO jims_widget_search_words (jims_widget_search_words, rank) VALUES ('secure-delete', 1);
-- What was indexed last, in the order in which it was.
CREATE TABLE jims_widget_search_feed (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id CHAR(32) NOT NULL,
    event_id CHAR(32) NOT NULL,
    event_type VARCHAR(255) NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ix_jims_widget_search_feed_thread ON jims_widget_search_feed (thread_id);
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
) WITHOUT ROWID;
-- The last rating of each answer, and the hour in which it is counted.
CREATE TABLE jims_widget_search_ratings (
    thread_id CHAR(32) NOT NULL,
    answer_id VARCHAR NOT NULL,
    rating VARCHAR NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (thread_id, answer_id)
) WITHOUT ROWID;
-- How far the index has come: the row id of the last event, and which event that was.
CREATE TABLE jims_widget_search_state (
    position BIGINT NOT NULL,
    thread_id CHAR(32) NOT NULL,
    event_id CHAR(32) NOT NULL
);
INSERT INTO jims_widget_search_state VALUES (0, '', '');
