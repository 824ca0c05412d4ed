-- What was used up on a day (UTC): messages, tokens of language models; of all visitors or of one, who is
-- named by a hash.
CREATE TABLE jims_widget_counts (
    day DATE NOT NULL,
    counter_id UUID NOT NULL,
    used BIGINT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (day, counter_id)
);
-- Token buckets of visitors, threads and network addresses, named by hashes; times in microseconds. What a crash
-- of the database takes from here was worth a minute.
CREATE UNLOGGED TABLE jims_widget_rates (
    bucket_id UUID NOT NULL PRIMARY KEY,
    drawn_at BIGINT NOT NULL,
    token_micros BIGINT NOT NULL,
    burst BIGINT NOT NULL,
    granted BIGINT NOT NULL,
    full_at BIGINT NOT NULL
);
