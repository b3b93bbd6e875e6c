-- Version 2 of the questionnaire leaves out what does not apply.

-- Codes of the factors that were not asked because they do not apply, a space between. Their ratings
-- are those of table implication.
ALTER TABLE assessment ADD COLUMN implied TEXT NOT NULL DEFAULT '';

-- The rating that a factor has where its question does not apply.
CREATE TABLE implication (
    factor  TEXT    NOT NULL REFERENCES factor (code),
    because TEXT    NOT NULL CONSTRAINT because_is_known CHECK (because IN ('no_media', 'no_online_buyers')),
    rating  INTEGER NOT NULL CONSTRAINT rating_in_range CHECK (rating BETWEEN 1 AND 4),
    PRIMARY KEY (factor, because)
) STRICT, WITHOUT ROWID;
