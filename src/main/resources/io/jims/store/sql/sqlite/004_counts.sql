-- What was used up on a day (UTC): messages, tokens of language models; of all visitors or of one, who is
-- named by a hash.
CREATE TABLE jims_widget_counts (
    day CHAR(10) NOT NULL,
    counter_id CHAR(32) NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (day, counter_id)
) WITHOUT ROWID;
