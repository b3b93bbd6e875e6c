-- Which languages there are is told by the message files, so that one more needs no change here.
-- A constraint of a column cannot be altered; the column is made anew.

ALTER TABLE person ADD COLUMN spoken TEXT NOT NULL DEFAULT 'id'
    CONSTRAINT language_is_a_tag CHECK (length(spoken) BETWEEN 2 AND 35 AND spoken NOT GLOB '*[^a-zA-Z0-9-]*'); -- IETF
UPDATE person SET spoken = language;
ALTER TABLE person DROP COLUMN language;
ALTER TABLE person RENAME COLUMN spoken TO language;
