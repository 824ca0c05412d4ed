-- Keys the names under which contacts and addresses are counted: whoever reads the tables cannot try out who is
-- who. The ids are random, and have 244 bits together.
CREATE TABLE jims_widget_secret (
    value VARCHAR NOT NULL
);
INSERT INTO jims_widget_secret (value) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);
-- What was counted today under names without a key is forgotten.
DELETE FROM jims_widget_counts;
