-- Keys the names under which contacts and addresses are counted: whoever reads the table cannot try out who is who.
CREATE TABLE jims_widget_secret (
    value VARCHAR NOT NULL
);
INSERT INTO jims_widget_secret (value) VALUES (lower(hex(randomblob(32))));
-- What was counted today under names without a key is forgotten.
DELETE FROM jims_widget_counts;
